import { gatewayErrors } from '../errors.ts';
import { getOrInsert } from '../get-or-insert.ts';
import { aliasOf, aliasOperations, representationsOf } from './alias-operations.ts';
import type { CompileContext } from './compile-plan.ts';
import type { EntityOperation } from './entity-operation.ts';
import type { EntityReceiver } from './entity-receiver.ts';
import type { SubgraphReply } from './parse-reply.ts';
import type { DataObject } from './response-data.ts';
import type { Run } from './run.ts';

/** The entities that have the same representation, by that representation as JSON. */
export type EntityGroups = Map<string, DataObject[]>;

/** What one fetch of a plan wants to know, of which entities. */
export interface EntityCall {
  readonly operation: EntityOperation;
  readonly receiver: EntityReceiver;
  readonly groups: EntityGroups;
}

/** Those who wait for one representation: several fetches may ask the same of the same entity. */
type Waiters = { readonly receiver: EntityReceiver; readonly targets: readonly DataObject[] }[];

/** Calls with the same operation, which become one. */
interface Batch {
  readonly operation: EntityOperation;
  readonly waiters: Map<string, Waiters>;
}

/** Sends calls to one subgraph in one request; `extra` are variables beside the client's. Never rejects. */
export type CallEntities = (run: Run, calls: readonly EntityCall[], extra?: DataObject) => Promise<void>;

/** Creates the sender of entity requests to one subgraph, for the operations of one plan. */
export function createCallEntities(
  subgraph: string,
  { callSubgraph, counters }: CompileContext,
): CallEntities {
  const aliased = new Map<string, ReturnType<typeof aliasOperations>>();

  function writeBody(batches: readonly Batch[], variables: DataObject): string {
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

  return async (run, calls, extra) => {
    const batches = batchCalls(calls);
    counters.fetchesMerged += calls.length - batches.length;
    counters.fetchesAliased += batches.length - 1;
    const { variables, signal, onSubgraphReply: onReply } = run.request;
    const aliases = batches.map((_, index) => (batches.length === 1 ? '_entities' : aliasOf(index)));
    try {
      const reply = await callSubgraph({
        subgraph,
        body: writeBody(batches, extra ? { ...variables, ...extra } : variables),
        headers: run.request.headers,
        isIdempotent: true,
        signal,
        onReply,
      });
      reportErrors(run, reply, { batches, aliases, calls });
      for (const [index, batch] of batches.entries()) {
        mergeBatch(run, batch, reply, aliases[index] ?? '');
      }
    } catch (cause) {
      for (const { receiver, groups } of calls) receiver.failAll(run, cause, allTargets(groups));
    }
  };
}

function batchCalls(calls: readonly EntityCall[]): readonly Batch[] {
  const batches = new Map<string, Batch>();
  for (const { operation, receiver, groups } of calls) {
    const { waiters } = getOrInsert(batches, operation.text, () => ({ operation, waiters: new Map() }));
    for (const [representation, targets] of groups) {
      const existing = waiters.get(representation);
      if (existing === undefined) waiters.set(representation, [{ receiver, targets }]);
      else existing.push({ receiver, targets });
    }
  }
  return [...batches.values()];
}

function writeRepresentations(variable: string, { waiters }: Batch): string {
  return `"${variable}":[${[...waiters.keys()].join()}]`;
}

function reportErrors(
  run: Run,
  { errors }: SubgraphReply,
  {
    batches,
    aliases,
    calls,
  }: { batches: readonly Batch[]; aliases: readonly string[]; calls: readonly EntityCall[] },
): void {
  if (errors.length === 0) return;
  const waitersByAlias = new Map<unknown, readonly Waiters[]>(
    batches.map((batch, index) => [aliases[index], [...batch.waiters.values()]]),
  );
  for (const error of errors) {
    const [alias, index, ...path] = error.path ?? [];
    const waiters = typeof index === 'number' ? waitersByAlias.get(alias)?.[index] : undefined;
    if (waiters) for (const { receiver, targets } of waiters) receiver.report(run, error, targets, path);
    else for (const { receiver, groups } of calls) receiver.report(run, error, allTargets(groups), undefined);
  }
}

function mergeBatch(run: Run, { waiters }: Batch, { data, errors }: SubgraphReply, alias: string): void {
  const entities = data?.[alias];
  if (!Array.isArray(entities) || entities.length !== waiters.size) {
    if (errors.length > 0) return;
    const cause = gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE');
    for (const waiting of waiters.values()) {
      for (const { receiver, targets } of waiting) receiver.failAll(run, cause, targets);
    }
    return;
  }
  let index = 0;
  for (const waiting of waiters.values()) {
    const entity: unknown = entities[index++];
    for (const { receiver, targets } of waiting) receiver.merge(run, entity, targets);
  }
}

function allTargets(groups: EntityGroups): readonly DataObject[] {
  return [...groups.values()].flat();
}
