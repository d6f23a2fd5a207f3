import type { FetchNode } from '@apollo/query-planner';
import { gatewayErrors } from '../errors.ts';
import type { CompileContext, Step } from './compile-plan.ts';
import { compileRepresentation } from './compile-representation.ts';
import { compileRequestBody } from './compile-request-body.ts';
import { createFetchFailure } from './fetch-failure.ts';
import { flattenPath } from './flatten-path.ts';
import { mergeData } from './merge-data.ts';
import { type DataObject, isDataObject, type PathElement } from './response-data.ts';
import { compileRewrites } from './rewrite-data.ts';
import type { Run } from './run.ts';

/** Compiles a fetch of root fields, whose answer becomes part of the objects at a path of the plan. */
export function compileRootFetch(
  fetch: FetchNode,
  at: readonly PathElement[],
  context: CompileContext,
): Step {
  const { callSubgraph, types } = context;
  const writeBody = compileRequestBody(fetch);
  const rewrite = compileRewrites(fetch.outputRewrites, types);
  const failure = createFetchFailure(fetch, at, context);
  return async (run) => {
    const targets = flattenPath(run.root, at);
    if (targets.size === 0) return;
    const concerned = at.length === 0 ? undefined : targets;
    try {
      const { data, errors } = await callSubgraph({
        subgraph: fetch.serviceName,
        body: writeBody(run.request.variables),
        headers: run.headers,
        signal: run.request.signal,
      });
      for (const error of errors) failure.report(run, error, concerned, error.path);
      if (data === null) return;
      rewrite?.(data);
      for (const target of targets) mergeData(target, data, types.isObjectType);
    } catch (cause) {
      failure.failAll(run, cause, concerned);
    }
  };
}

/** Compiles a fetch of more fields for the entities at a path of the plan. */
export function compileEntityFetch(
  fetch: FetchNode & Required<Pick<FetchNode, 'requires'>>,
  at: readonly PathElement[],
  context: CompileContext,
): Step {
  const { callSubgraph, types } = context;
  const writeBody = compileRequestBody(fetch);
  const writeRepresentation = compileRepresentation(fetch.requires, fetch.inputRewrites, types);
  const rewrite = compileRewrites(fetch.outputRewrites, types);
  const failure = createFetchFailure(fetch, at, context);

  function mergeEntities(
    run: Run,
    groups: readonly ReadonlySet<DataObject>[],
    entities: readonly unknown[],
  ): void {
    for (const [index, targets] of groups.entries()) {
      const entity = entities[index];
      if (entity === null || entity === undefined) continue;
      if (!isDataObject(entity)) {
        failure.failAll(run, gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE'), targets);
        continue;
      }
      if (rewrite !== undefined) {
        const [target] = targets;
        entity['__typename'] ??= target?.['__typename'];
        rewrite(entity);
      }
      for (const target of targets) mergeData(target, entity, types.isObjectType);
    }
  }

  return async (run) => {
    const groups = new Map<string, Set<DataObject>>();
    for (const entity of flattenPath(run.root, at)) {
      const representation = writeRepresentation(entity);
      if (representation === undefined) continue;
      const group = groups.get(representation);
      if (group === undefined) groups.set(representation, new Set([entity]));
      else group.add(entity);
    }
    if (groups.size === 0) return;
    const targets = [...groups.values()];
    try {
      const { data, errors } = await callSubgraph({
        subgraph: fetch.serviceName,
        body: writeBody(run.request.variables, [...groups.keys()].join()),
        headers: run.headers,
        signal: run.request.signal,
      });
      for (const error of errors) {
        const [field, index, ...path] = error.path ?? [];
        const group = field === '_entities' && typeof index === 'number' ? targets[index] : undefined;
        failure.report(run, error, group ?? union(targets), group && path);
      }
      const entities = data?.['_entities'];
      if (Array.isArray(entities) && entities.length === targets.length)
        mergeEntities(run, targets, entities);
      else if (errors.length === 0) throw gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE');
    } catch (cause) {
      failure.failAll(run, cause, union(targets));
    }
  };
}

function union(groups: readonly ReadonlySet<DataObject>[]): ReadonlySet<DataObject> {
  const all = new Set<DataObject>();
  for (const group of groups) for (const object of group) all.add(object);
  return all;
}
