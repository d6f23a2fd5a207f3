import type { FetchNode } from '@apollo/query-planner';
import type { ReplyError, SubgraphReply } from '../../ports/subgraph-reply.ts';
import type { CompileContext } from '../compile-context.ts';
import { mergeData } from '../data/merge-data.ts';
import type { DataObject, PathElement } from '../data/response-data.ts';
import { compileRewrites } from '../data/rewrite-data.ts';
import { compileWalkPath } from '../data/walk-path.ts';
import type { Run } from '../run.ts';
import { markValuesRepeated } from '../shaping/repeats.ts';
import type { Step } from '../step.ts';
import { compileRequestBody } from './compile-request-body.ts';
import { createFetchFailure } from './fetch-failure.ts';

/** Compiles a fetch of root fields, whose answer becomes part of the objects at a path of the plan. */
export function compileRootFetch(
  fetch: FetchNode,
  at: readonly PathElement[],
  context: CompileContext,
): Step {
  const { callSubgraph, types } = context;
  const { text, writeBody } = compileRequestBody(fetch);
  const isQuery = fetch.operationKind === 'query';
  const walk = compileWalkPath(at);
  const rewrite = compileRewrites(fetch.outputRewrites, types);
  const failure = createFetchFailure(fetch, at, context);

  async function findData(
    run: Run,
    report: (error: ReplyError) => void,
  ): Promise<Pick<SubgraphReply, 'data'>> {
    const { variables, headers, signal, deadlineMs, subgraphCache, onSubgraphReply } = run.request;
    const subgraph = fetch.serviceName;
    const finding = isQuery ? subgraphCache?.findRoot({ subgraph, variables, text }) : undefined;
    const found = finding && (await finding);
    if (found?.data !== undefined) return { data: found.data };
    const reply = await callSubgraph({
      subgraph,
      body: writeBody(variables),
      headers,
      isIdempotent: isQuery,
      signal,
      deadlineMs,
      onReply: onSubgraphReply,
    });
    found?.keep(reply);
    for (const error of reply.errors) report(error);
    return reply;
  }

  return async (run) => {
    const targets: DataObject[] = [];
    walk(run.root, run.repeated, (object) => {
      targets.push(object);
      return object;
    });
    if (targets.length === 0) return;
    const concerned = at.length === 0 ? undefined : targets;
    try {
      const reply = await findData(run, (error) => failure.report(run, error, concerned, error.path));
      const { data } = reply;
      reply.data = null;
      if (data === null) return;
      rewrite?.(data);
      if (targets.length > 1) markValuesRepeated(run.repeated, data);
      for (const target of targets) mergeData(target, data, types.isObjectType);
    } catch (cause) {
      failure.failAll(run, cause, concerned);
    }
  };
}
