import type { ClientRecord } from './client-record.ts';
import type { Recorder } from './create-recorder.ts';
import { createServerClock } from './create-server-clock.ts';
import { cutReports } from './cut-reports.ts';
import { writeReport } from './write-report.ts';

export interface SenderOptions {
  readonly recorder: Pick<Recorder, 'readBy'>;
  /** Of the gateway's `/telemetry`. */
  readonly url: string;
  /** One of those that the gateway hears. */
  readonly client: { readonly name: string; readonly version: string };
  /** What says who asks, or that a page of the gateway's own does. */
  readonly headers: () => Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;
  readonly ownFetch?: typeof fetch | undefined;
  readonly now?: () => number;
  readonly random?: () => number;
}

export interface Sender {
  /** Sends what there is, now: whoever looks at it goes away. */
  flush(): void;
  /** Sends and notes nothing any more. */
  stop(): void;
}

const sendAfterMs = 5_000;

/** Waits after failures in a row, each twice as long as the one before. */
const [againAfterMs, longestWaitMs] = [30_000, 600_000];

/** How much waits, and how much is told in a minute: more tell nobody more. */
const [maxWaiting, maxPerMinute] = [100, 120];

/**
 * Sends what a client notes to its gateway, where that wants it: of a share of sessions, failures of all. What cannot be sent is
 * dropped; no failure of its own is one of the client's.
 */
export function createSender(options: SenderOptions): Sender {
  const { recorder, url, client, headers, now = Date.now, random = Math.random } = options;
  // Not as a method: a browser's takes no other `this`.
  const ownFetch: typeof fetch = options.ownFetch ?? ((...request) => fetch(...request));
  const clock = createServerClock();
  let waiting: ClientRecord[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isStopped = false;
  let minute = { startMs: now(), count: 0 };

  /**
   * Asks, and sets the clock by the answer; undefined where nothing is wanted.
   * @throws Error for what may be otherwise later
   */
  async function ask(init: RequestInit): Promise<{ readonly sample: number } | undefined> {
    const own = await headers();
    const sentMs = now();
    const response = await ownFetch(url, { ...init, headers: { ...init.headers, ...own } });
    const receivedMs = now();
    if (response.status === 429 || response.status >= 500) throw new Error(`Status ${response.status}`);
    if (response.status !== 200) return undefined;
    const { sample, serverTimeMs } = (await response.json()) as Partial<Record<string, number>>;
    if (typeof sample !== 'number' || typeof serverTimeMs !== 'number') return undefined;
    clock.learn({ serverMs: serverTimeMs, sentMs, receivedMs });
    return { sample };
  }

  /** Asks; stops where nothing is wanted, and undefined where it could not be asked either. */
  async function tryToAsk(init: RequestInit): Promise<{ readonly sample: number } | undefined> {
    try {
      const answer = await ask(init);
      failures = 0;
      if (!answer?.sample) stop();
      return answer;
    } catch {
      failures += 1;
      return undefined;
    }
  }

  function later(work: () => void): void {
    const waitMs = failures === 0 ? sendAfterMs : Math.min(againAfterMs * 2 ** (failures - 1), longestWaitMs);
    if (!isStopped) timer ??= setTimeout(work, waitMs);
  }

  function stop(): void {
    isStopped = true;
    recorder.readBy(undefined);
    waiting = [];
    clearTimeout(timer);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const records of cutReports(waiting.splice(0)))
      void tryToAsk({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: writeReport(records, { client, ...clock.reading() }),
        // Sent although the page is gone. A beacon would have no header that says whose page it is.
        keepalive: true,
      });
  }

  function note(record: ClientRecord): void {
    const nowMs = now();
    if (Math.abs(nowMs - minute.startMs) > 60_000) minute = { startMs: nowMs, count: 0 };
    minute.count += 1;
    if (waiting.length >= maxWaiting || minute.count > maxPerMinute) return;
    waiting.push(record);
    later(flush);
  }

  async function begin(): Promise<void> {
    timer = undefined;
    const wanted = await tryToAsk({});
    if (isStopped) return;
    if (!wanted) {
      later(() => void begin());
      return;
    }
    const isSampled = random() < wanted.sample;
    recorder.readBy((record) => {
      if (isSampled || record.kind === 'failure') note(record);
    });
  }

  void begin();
  return {
    // Until it has begun nothing waits, and what waits for that is not to be forgotten.
    flush: () => waiting.length > 0 && flush(),
    stop,
  };
}
