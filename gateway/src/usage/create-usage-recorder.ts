import type { DocumentNode } from 'graphql';
import type { EndedOperation } from '../ports/ended-operation.ts';
import { getOrInsert } from '../values/get-or-insert.ts';
import { resultOf } from '../values/result-of.ts';
import { createUsageBatch, type PendingUsage } from './create-usage-batch.ts';
import { addRequest, createNumbers, other, unseenId } from './usage-row.ts';
import { dayOf, type UsageStore } from './usage-store.ts';

export interface UsageRecorderOptions {
  readonly store: UsageStore;
  /** The share of operations that is counted, each for those that are not. */
  readonly sample: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly logger: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
  };
}

/** Counts what is used, and hands it over from time to time; the rest when it is disposed of. */
export interface UsageRecorder extends AsyncDisposable {
  record(ended: EndedOperation): void;
  flush(): Promise<void>;
}

const flushEveryMs = 10_000;

/** Between two hand-overs: documents that are looked at, and rows in all. */
const maxDocuments = 500;
const maxRows = 2_000;

const short = (name: string | undefined, otherwise: string) => name?.slice(0, 100) ?? otherwise;

/** Clients name operations and themselves, so all is bounded; no value of a variable or of the text is looked at. */
export function createUsageRecorder(options: UsageRecorderOptions): UsageRecorder {
  const { store, sample, now, random, logger } = options;
  const weight = 1 / sample;
  let pending = new Map<DocumentNode | undefined, Map<string, PendingUsage>>();
  let rows = 0;
  let isAway = false;
  let flushing = Promise.resolve();

  function choose({ type, name, client, valid }: EndedOperation) {
    const isSeen = !valid || pending.has(valid.document) || pending.size < maxDocuments;
    if (!isSeen)
      return { source: undefined, id: unseenId, type: other, name: other, client: [other, other] } as const;
    const asked = {
      source: valid,
      id: valid ? undefined : '',
      type: type ?? 'unknown',
      name: short(name, type ? 'anonymous' : 'unknown'),
    };
    const own = [short(client.name, 'unknown'), short(client.version, 'unknown')] as const;
    return { ...asked, client: rows < maxRows ? own : ([other, other] as const) };
  }

  function pend(ended: EndedOperation): PendingUsage {
    const { source, id, type, name, client } = choose(ended);
    const [clientName, clientVersion] = client;
    const ofDocument = getOrInsert(pending, source?.document, () => new Map<string, PendingUsage>());
    return getOrInsert(ofDocument, `${id} ${type} ${name}\n${clientName}\n${clientVersion}`, () => {
      rows += 1;
      return { source, id, type, name, clientName, clientVersion, numbers: createNumbers() };
    });
  }

  async function handOver(): Promise<void> {
    if (rows === 0) return;
    const all = [...pending.values()].flatMap((each) => [...each.values()]);
    pending = new Map();
    rows = 0;
    try {
      await store.add(dayOf(now()), createUsageBatch(all));
      if (isAway) logger.info({}, 'what is used is recorded again');
      isAway = false;
    } catch (error) {
      if (!isAway)
        logger.warn({ err: error }, 'what is used cannot be recorded, and is not counted meanwhile');
      isAway = true;
    }
  }

  const flush = () => (flushing = flushing.then(handOver));
  const timer = setInterval(() => void flush(), flushEveryMs).unref();
  return {
    record(ended) {
      if (sample < 1 && random() >= sample) return;
      const { durationMs } = ended;
      addRequest(pend(ended).numbers, { durationMs, result: resultOf(ended.codes), weight });
    },
    flush,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await flush();
    },
  };
}
