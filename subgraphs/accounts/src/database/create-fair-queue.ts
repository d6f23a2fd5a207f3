import { accountsErrors } from '../errors.ts';

export interface FairQueueOptions {
  /** How many tasks run at a time. */
  readonly slots: number;
  /** How many of them may be of one subject. */
  readonly slotsPerSubject: number;
  /** How many tasks of one subject may wait. */
  readonly maxWaitingPerSubject: number;
  /** How many tasks may wait in all. */
  readonly maxWaiting: number;
  /** How long one may wait, in milliseconds. */
  readonly waitTimeoutMs: number;
}

export interface FairQueue {
  /**
   * Runs a task as soon as there is a slot: subjects that wait take turns, however many tasks each of them has.
   * @throws ServiceError `TOO_MANY_REQUESTS` when the subject has as many waiting as it may, `SERVICE_UNAVAILABLE` when
   * all together have, or when the task has waited too long
   */
  run<Value>(subject: string, task: () => PromiseLike<Value>): Promise<Value>;
}

/** What callers are advised to wait for when the queue is full. */
const retryAfterSeconds = 1;

interface Line {
  running: number;
  /** What lets each task go, the first come first; a Set, so that one that has waited too long can leave. */
  readonly waiting: Set<() => void>;
}

/** Shares slots among subjects. */
export function createFairQueue(options: FairQueueOptions): FairQueue {
  const { slots, slotsPerSubject, maxWaitingPerSubject, maxWaiting, waitTimeoutMs } = options;
  const lines = new Map<string, Line>();
  // Subjects whose next task may run, in the order of their turns.
  const turns = new Set<string>();
  let running = 0;
  let waiting = 0;

  function findLine(subject: string): Line {
    const known = lines.get(subject);
    if (known) return known;
    const line = { running: 0, waiting: new Set<() => void>() };
    lines.set(subject, line);
    return line;
  }

  function arrange(subject: string, line: Line): void {
    if (line.waiting.size > 0 && line.running < slotsPerSubject) turns.add(subject);
    else turns.delete(subject);
    if (line.waiting.size + line.running === 0) lines.delete(subject);
  }

  function admit(): void {
    for (const subject of turns) {
      if (running >= slots) return;
      const line = findLine(subject);
      const [go] = line.waiting;
      // Whoever was served goes to the end, and a Set is walked to what was added meanwhile.
      turns.delete(subject);
      if (!go) continue;
      leave(line, go);
      line.running += 1;
      running += 1;
      arrange(subject, line);
      go();
    }
  }

  function leave(line: Line, go: () => void): void {
    line.waiting.delete(go);
    waiting -= 1;
  }

  function wait(subject: string, line: Line): Promise<void> {
    if (line.waiting.size >= maxWaitingPerSubject) throw accountsErrors.create('TOO_MANY_REQUESTS');
    if (waiting >= maxWaiting) throw accountsErrors.create('SERVICE_UNAVAILABLE', { retryAfterSeconds });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        leave(line, go);
        arrange(subject, line);
        reject(accountsErrors.create('SERVICE_UNAVAILABLE', { retryAfterSeconds }));
      }, waitTimeoutMs);
      function go(): void {
        clearTimeout(timer);
        resolve();
      }
      line.waiting.add(go);
      waiting += 1;
      arrange(subject, line);
    });
  }

  return {
    async run(subject, task) {
      const line = findLine(subject);
      if (running < slots && line.running < slotsPerSubject && line.waiting.size === 0) {
        line.running += 1;
        running += 1;
      } else await wait(subject, line);
      try {
        return await task();
      } finally {
        line.running -= 1;
        running -= 1;
        arrange(subject, line);
        admit();
      }
    },
  };
}
