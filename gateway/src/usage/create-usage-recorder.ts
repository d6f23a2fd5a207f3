import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { EndedOperation } from '../ports/ended-operation.ts';
import { getOrInsert } from '../values/get-or-insert.ts';
import { resultOf } from '../values/result-of.ts';
import { createUsageBatch, type PendingUsage } from './create-usage-batch.ts';
import { listInputFields } from './list-input-fields.ts';
import { listSchemaCoordinates } from './list-schema-coordinates.ts';
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
  /** The latest, and the one that others know of. */
  let schema: GraphQLSchema | undefined;
  let keptSchema: GraphQLSchema | undefined;
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
      const inputs = new Map<string, number>();
      return { source, id, type, name, clientName, clientVersion, numbers: createNumbers(), inputs };
    });
  }

  async function handOver(): Promise<void> {
    if (rows === 0) return;
    const all = [...pending.values()].flatMap((each) => [...each.values()]);
    pending = new Map();
    rows = 0;
    try {
      await store.add(dayOf(now()), createUsageBatch(all));
      if (schema && schema !== keptSchema) await store.keepSchema(listSchemaCoordinates(schema));
      keptSchema = schema;
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
      const { durationMs, valid, variables } = ended;
      const { numbers, inputs, source } = pend(ended);
      addRequest(numbers, { durationMs, result: resultOf(ended.codes), weight });
      if (valid) schema = valid.schema;
      if (!source || !variables) return;
      for (const name of listInputFields(source, variables))
        inputs.set(name, (inputs.get(name) ?? 0) + weight);
    },
    flush,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await flush();
    },
  };
}
