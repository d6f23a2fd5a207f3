import type { FetchNode } from '@apollo/query-planner';
import { gatewayErrors } from '../errors.ts';
import type { CompileContext } from './compile-plan.ts';
import { compileRequestBody } from './compile-request-body.ts';
import { createFetchFailure } from './fetch-failure.ts';
import { mergeData } from './merge-data.ts';
import { type DataObject, isDataObject, type PathElement } from './response-data.ts';
import { compileRewrites } from './rewrite-data.ts';
import type { Run } from './run.ts';

/** The entities that have the same representation, by that representation as JSON. */
export type EntityGroups = ReadonlyMap<string, ReadonlySet<DataObject>>;

/** Asks a subgraph for entities and merges what it answers into them; `extra` are variables beside the client's. */
export type CallEntities = (run: Run, groups: EntityGroups, extra?: DataObject) => Promise<void>;

/** Compiles the call of one `_entities` operation, for objects that stand at a path of the plan. */
export function compileEntityCall(
  fetch: FetchNode,
  at: readonly PathElement[],
  context: CompileContext,
): CallEntities {
  const { callSubgraph, types } = context;
  const writeBody = compileRequestBody(fetch);
  const rewrite = compileRewrites(fetch.outputRewrites, types);
  const failure = createFetchFailure(fetch, at, context);

  function mergeEntity(run: Run, entity: unknown, targets: ReadonlySet<DataObject>): void {
    if (entity === null || entity === undefined) return;
    if (!isDataObject(entity)) {
      failure.failAll(run, gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE'), targets);
      return;
    }
    if (rewrite !== undefined) {
      const [target] = targets;
      entity['__typename'] ??= target?.['__typename'];
      rewrite(entity);
    }
    for (const target of targets) {
      mergeData(target, context.sharesData ? entity : structuredClone(entity), types.isObjectType);
    }
  }

  return async (run, groups, extra) => {
    const targets = [...groups.values()];
    const all = () => new Set(targets.flatMap((group) => [...group]));
    try {
      const { data, errors } = await callSubgraph({
        subgraph: fetch.serviceName,
        body: writeBody(
          extra ? { ...run.request.variables, ...extra } : run.request.variables,
          [...groups.keys()].join(),
        ),
        headers: run.headers,
        signal: run.request.signal,
      });
      for (const error of errors) {
        const [field, index, ...path] = error.path ?? [];
        const group = field === '_entities' && typeof index === 'number' ? targets[index] : undefined;
        failure.report(run, error, group ?? all(), group && path);
      }
      const entities = data?.['_entities'];
      if (Array.isArray(entities) && entities.length === targets.length) {
        for (const [index, group] of targets.entries()) mergeEntity(run, entities[index], group);
      } else if (errors.length === 0) {
        throw gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE');
      }
    } catch (cause) {
      failure.failAll(run, cause, all());
    }
  };
}
