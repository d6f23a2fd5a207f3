import { gatewayErrors } from '../../errors.ts';
import { getOrInsert } from '../../values/get-or-insert.ts';
import type { CompileContext } from '../compile-context.ts';
import type { TapeReply } from '../replies/parse-reply.ts';
import type { Run } from '../run.ts';
import { markValuesRepeated } from '../tape/mark-repeated.ts';
import {
  containerCells,
  countCell,
  find,
  isList,
  isObject,
  nextOf,
  resolve,
  type TapeValue,
} from '../tape/values.ts';
import { aliasOf, aliasOperations, representationsOf } from './alias-operations.ts';
import { callMissingEntities, type KeptEntities } from './call-missing-entities.ts';
import type { EntityCall } from './entities/entity-call.ts';
import type { EntityOperation } from './entities/entity-operation.ts';
import type { EntityReceiver } from './entities/entity-receiver.ts';
import { keepable } from './keepable.ts';

/** Calls with the same operation, which become one. */
interface Batch {
  readonly operation: EntityOperation;
  /** As JSON with commas between them. */
  readonly representations: string;
  /** How many they are. */
  readonly count: number;
  readonly calls: readonly EntityCall[];
  /** The position of each group in the list that the subgraph sends; undefined where that is their order. */
  readonly positions: readonly number[] | undefined;
}

type Variables = Readonly<Record<string, unknown>>;

/** Sends calls to one subgraph in one request; `extra` are variables beside the client's. Never rejects. */
export type CallEntities = (run: Run, calls: readonly EntityCall[], extra?: Variables) => Promise<void>;

/** Creates the sender of entity requests to one subgraph, for the operations of one plan, or of one of its waves. */
export function createCallEntities(
  subgraph: string,
  { callSubgraph, counters, deduplicates, names }: CompileContext,
  wave?: number,
): CallEntities {
  const aliased = new Map<string, ReturnType<typeof aliasOperations>>();

  function writeBody(batches: readonly Batch[], variables: Variables): string {
    const [only] = batches;
    if (only !== undefined && batches.length === 1) {
      return only.operation.writeBody(variables, writeRepresentations('representations', only));
    }
    const operations = batches.map(({ operation }) => operation);
    const key = operations.map(({ text }) => text).join('\n');
    const joined = getOrInsert(aliased, key, () => aliasOperations(operations));
    return joined.writeBody(
      variables,
      batches.map((batch, index) => writeRepresentations(representationsOf(index), batch)).join(),
    );
  }

  async function send(
    run: Run,
    calls: readonly EntityCall[],
    variables: Variables,
    kept?: KeptEntities,
  ): Promise<void> {
    const batches = batchCalls(calls, deduplicates);
    counters.fetchesMerged += calls.length - batches.length;
    counters.fetchesAliased += batches.length - 1;
    const { signal, deadlineMs, onSubgraphReply: onReply } = run.request;
    const aliases = batches.map((_, index) => (batches.length === 1 ? '_entities' : aliasOf(index)));
    // Known before the answer is read.
    const keys = aliases.map((alias) => names.keyOf(alias));
    try {
      const { tape } = run;
      const reply = await callSubgraph({
        tape,
        subgraph,
        body: writeBody(batches, variables),
        headers: run.request.headers,
        isIdempotent: true,
        signal,
        deadlineMs,
        onReply,
        entities: batches.reduce((sum, { count }) => sum + count, 0),
        cachedEntities: kept?.found,
        operations: batches.length,
        wave,
      });
      kept?.keep(
        keepable(tape, reply),
        batches.map((batch, index) => ({
          text: batch.operation.text,
          representations: listRepresentations(batch),
          alias: aliases[index] ?? '',
        })),
      );
      reportErrors(run, reply, { batches, aliases, calls });
      for (const [index, batch] of batches.entries()) {
        mergeBatch(run, batch, reply, keys[index] ?? 0);
      }
    } catch (cause) {
      for (const { receiver, entities } of calls) receiver.failAll(run, cause, entities.all());
    }
  }

  return (run, calls, extra) => {
    const { subgraphCache: cache } = run.request;
    const variables = extra ? { __proto__: null, ...run.request.variables, ...extra } : run.request.variables;
    if (cache === undefined) return send(run, calls, variables);
    return callMissingEntities(run, { cache, subgraph, variables, calls }, (missing, kept) =>
      send(run, missing, variables, kept),
    );
  };
}

function batchCalls(calls: readonly EntityCall[], deduplicates: boolean): readonly Batch[] {
  const [only] = calls;
  // The groups of one call differ anyway.
  if (only !== undefined && calls.length === 1) return [joinCalls(only.operation, calls, false)];
  const byText = new Map<string, { readonly operation: EntityOperation; readonly calls: EntityCall[] }>();
  for (const call of calls) {
    const { operation } = call;
    getOrInsert(byText, operation.text, () => ({ operation, calls: [] })).calls.push(call);
  }
  return Array.from(byText.values(), (same) =>
    joinCalls(same.operation, same.calls, deduplicates && same.calls.length > 1),
  );
}

/** Several fetches may ask the same of the same entity. */
function joinCalls(operation: EntityOperation, calls: readonly EntityCall[], deduplicates: boolean): Batch {
  if (!deduplicates) {
    const representations = calls.map(({ entities }) => entities.text).join();
    const count = calls.reduce((sum, { entities }) => sum + entities.length, 0);
    return { operation, representations, count, calls, positions: undefined };
  }
  const positions: number[] = [];
  const known = new Map<string, number>();
  for (const { entities } of calls) {
    for (let at = 0; at < entities.length; at++)
      positions.push(getOrInsert(known, entities.representationAt(at), () => known.size));
  }
  return { operation, representations: [...known.keys()].join(), count: known.size, calls, positions };
}

/** The representations one by one, in the order that they are sent in. */
function listRepresentations({ calls, positions }: Batch): readonly string[] {
  const all = calls.flatMap(({ entities }) => entities.representations());
  return positions === undefined ? all : [...new Set(all)];
}

/** Visits what waits for each entity of a batch: a group of a call. */
function visitWaiting(
  { calls, positions }: Batch,
  visit: (call: EntityCall, group: number, position: number) => void,
): void {
  let index = 0;
  for (const call of calls) {
    for (let group = 0; group < call.entities.length; group++) {
      visit(call, group, positions === undefined ? index : (positions[index] as number));
      index += 1;
    }
  }
}

function writeRepresentations(variable: string, { representations }: Batch): string {
  return `"${variable}":[${representations}]`;
}

function reportErrors(
  run: Run,
  { errors }: TapeReply,
  {
    batches,
    aliases,
    calls,
  }: { batches: readonly Batch[]; aliases: readonly string[]; calls: readonly EntityCall[] },
): void {
  if (errors.length === 0) return;
  const waitingByAlias = new Map<unknown, ReadonlyMap<number, readonly Waiting[]>>(
    batches.map((batch, index) => [aliases[index], groupByPosition(batch)]),
  );
  for (const error of errors) {
    const [alias, index, ...path] = error.path ?? [];
    const waiting = typeof index === 'number' ? waitingByAlias.get(alias)?.get(index) : undefined;
    if (waiting) for (const { receiver, targets } of waiting) receiver.report(run, error, targets, path);
    else for (const { receiver, entities } of calls) receiver.report(run, error, entities.all(), undefined);
  }
}

interface Waiting {
  readonly receiver: EntityReceiver;
  readonly targets: readonly TapeValue[];
}

function groupByPosition(batch: Batch): ReadonlyMap<number, readonly Waiting[]> {
  const waiting = new Map<number, Waiting[]>();
  visitWaiting(batch, ({ receiver, entities }, group, position) => {
    getOrInsert(waiting, position, () => []).push({ receiver, targets: entities.at(group) });
  });
  return waiting;
}

function mergeBatch(run: Run, batch: Batch, { data, errors }: TapeReply, alias: number): void {
  const { count, positions } = batch;
  const { tape } = run;
  const { heap } = tape;
  const list = data === undefined ? 0 : find(heap.cells, data, alias);
  if (!isList(heap.cells, list) || heap.cells[list + countCell] !== count) {
    if (errors.length > 0) return;
    const cause = gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE');
    for (const { receiver, entities } of batch.calls) receiver.failAll(run, cause, entities.all());
    return;
  }
  if (positions === undefined) {
    let at = list + containerCells;
    visitWaiting(batch, ({ receiver, entities }, group) => {
      receiver.merge(run, tape, resolve(heap.cells, at), entities, group);
      at = nextOf(heap.cells, at);
    });
    return;
  }
  const isJoined = positions.length > count;
  const places: TapeValue[] = [];
  for (let at = list + containerCells; places.length < count; at = nextOf(heap.cells, at)) places.push(at);
  visitWaiting(batch, ({ receiver, entities }, group, position) => {
    const entity = resolve(heap.cells, places[position] as TapeValue);
    if (isJoined && isObject(heap.cells, entity)) markValuesRepeated(tape, entity);
    receiver.merge(run, tape, entity, entities, group);
  });
}
