import type { InvalidationLog } from '../invalidation/create-invalidation-log.ts';
import type { CacheMetrics } from '../stores/cache-metrics.ts';
import type { CacheStore } from '../stores/cache-store.ts';
import { type CachedAnswer, decodeAnswer, type Encoding, encodeAnswer, keepForMs } from './cached-answer.ts';
import { compressAnswer, isWorthCompressing } from './compress-answer.ts';
import type { ProcessTier } from './create-process-tier.ts';

/** Kept answers by key and encoding: in the process first, then in the store. */
export interface AnswerTiers {
  /** The answer under the first of the keys that has one, in that encoding unless it is not worth it. */
  find(keys: readonly string[], encoding: Encoding): Promise<FoundAnswer | undefined>;
  /** Keeps an answer that has just been made, as it is. */
  put(key: string, answer: CachedAnswer): Promise<void>;
  /** Returns an answer, that is kept as it is, in another encoding, and keeps that too. */
  encode(key: string, answer: CachedAnswer, encoding: Encoding): Promise<CachedAnswer>;
  remove(keys: readonly string[]): Promise<void>;
}

export interface FoundAnswer {
  readonly key: string;
  readonly answer: CachedAnswer;
  readonly isFromProcess: boolean;
}

export interface AnswerTiersOptions {
  readonly store: CacheStore;
  readonly processTier: ProcessTier;
  /** Whether what is in the process can be trusted now. */
  readonly isProcessTierValid: () => boolean;
  readonly log: InvalidationLog;
  readonly metrics: CacheMetrics;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const compressed = ['br', 'gzip'] as const;

export function createAnswerTiers(options: AnswerTiersOptions): AnswerTiers {
  const { store, processTier, isProcessTierValid, log, metrics, now } = options;
  const compressing = new Map<string, Promise<CachedAnswer>>();
  const reading = new Map<string, Promise<FoundAnswer | undefined>>();

  function storeKey(key: string, encoding: Encoding): string {
    return encoding === 'identity' ? key : `${key}~${encoding}`;
  }

  function findInProcess(keys: readonly string[], encoding: Encoding): FoundAnswer | undefined {
    if (!isProcessTierValid()) return undefined;
    for (const key of keys) {
      const answer = processTier.get(key, encoding);
      if (answer) return { key, answer, isFromProcess: true };
    }
    return undefined;
  }

  /** Requests for one answer that come while it is read wait for it together, unless something became invalid meanwhile. */
  function findInStore(keys: readonly string[], encoding: Encoding): Promise<FoundAnswer | undefined> {
    const name = [log.version, encoding, ...keys].join(' ');
    const underWay = reading.get(name);
    if (underWay !== undefined) return underWay;
    const read = readStore(keys, encoding).finally(() => reading.delete(name));
    reading.set(name, read);
    return read;
  }

  async function readStore(keys: readonly string[], encoding: Encoding): Promise<FoundAnswer | undefined> {
    const { version } = log;
    const values = await store.read(keys.map((key) => storeKey(key, encoding)));
    for (const [index, value] of values.entries()) {
      const key = keys[index];
      if (value === undefined || key === undefined) continue;
      const answer = decodeAnswer(value);
      if (answer?.encoding === encoding) {
        if (log.version === version) processTier.set(key, answer);
        return { key, answer, isFromProcess: false };
      }
      metrics.count('store.undecodable');
      void store.remove([storeKey(key, encoding)]);
    }
    return undefined;
  }

  async function write(key: string, answer: CachedAnswer): Promise<void> {
    const { description, encoding } = answer;
    await store.write([
      {
        key: storeKey(key, encoding),
        value: encodeAnswer(answer),
        ttlMs: keepForMs(description, now()),
        tags: description.tags,
      },
    ]);
  }

  async function encode(key: string, answer: CachedAnswer, encoding: Encoding): Promise<CachedAnswer> {
    if (encoding === 'identity' || !isWorthCompressing(answer)) return answer;
    const name = `${storeKey(key, encoding)} ${answer.description.etag}`;
    const underWay = compressing.get(name);
    if (underWay !== undefined) return underWay;
    const { version } = log;
    const work = compressAnswer(answer, encoding).finally(() => compressing.delete(name));
    compressing.set(name, work);
    const result = await work;
    if (log.version === version) {
      processTier.set(key, result);
      void write(key, result);
    }
    return result;
  }

  return {
    async find(keys, encoding) {
      if (keys.length === 0) return undefined;
      const ready = findInProcess(keys, encoding);
      if (ready) return ready;
      if (encoding === 'identity') return findInStore(keys, encoding);
      const plain = findInProcess(keys, 'identity');
      const found = plain ?? (await findInStore(keys, encoding)) ?? (await findInStore(keys, 'identity'));
      if (found?.answer.encoding !== 'identity') return found;
      return { ...found, answer: await encode(found.key, found.answer, encoding) };
    },
    async put(key, answer) {
      processTier.set(key, answer);
      await write(key, answer);
      // What was compressed before is of an older answer.
      await store.remove(compressed.map((encoding) => storeKey(key, encoding)));
    },
    encode,
    async remove(keys) {
      for (const key of keys) processTier.remove(key);
      await store.remove(keys.flatMap((key) => [key, ...compressed.map((each) => storeKey(key, each))]));
    },
  };
}
