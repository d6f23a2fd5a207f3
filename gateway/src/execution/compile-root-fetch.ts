import type { FetchNode } from '@apollo/query-planner';
import type { CompileContext, Step } from './compile-plan.ts';
import { compileRequestBody } from './compile-request-body.ts';
import { createFetchFailure } from './fetch-failure.ts';
import { compileFlattenPath } from './flatten-path.ts';
import { mergeData } from './merge-data.ts';
import type { PathElement } from './response-data.ts';
import { compileRewrites } from './rewrite-data.ts';

/** Compiles a fetch of root fields, whose answer becomes part of the objects at a path of the plan. */
export function compileRootFetch(
  fetch: FetchNode,
  at: readonly PathElement[],
  context: CompileContext,
): Step {
  const { callSubgraph, types } = context;
  const { writeBody } = compileRequestBody(fetch);
  const flatten = compileFlattenPath(at);
  const rewrite = compileRewrites(fetch.outputRewrites, types);
  const failure = createFetchFailure(fetch, at, context);
  return async (run) => {
    const targets = flatten(run.root);
    if (targets.size === 0) return;
    const concerned = at.length === 0 ? undefined : [...targets];
    try {
      const { data, errors } = await callSubgraph({
        subgraph: fetch.serviceName,
        body: writeBody(run.request.variables),
        headers: run.request.headers,
        isIdempotent: fetch.operationKind === 'query',
        signal: run.request.signal,
        deadlineMs: run.request.deadlineMs,
        onReply: run.request.onSubgraphReply,
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
