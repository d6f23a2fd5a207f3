import type { FetchNode } from '@apollo/query-planner';
import type { ReplyError } from '../../ports/subgraph-reply.ts';
import type { CompileContext } from '../compile-context.ts';
import { readKept } from '../replies/read-kept.ts';
import type { Run } from '../run.ts';
import type { Step } from '../step.ts';
import { markValuesRepeated } from '../tape/mark-repeated.ts';
import { merge } from '../tape/merge.ts';
import type { PathElement } from '../tape/path.ts';
import { compileRewrites } from '../tape/rewrite-data.ts';
import type { TapeValue } from '../tape/values.ts';
import { compileWalkPath } from '../tape/walk-path.ts';
import { compileRequestBody } from './compile-request-body.ts';
import { createFetchFailure } from './fetch-failure.ts';
import { keepable } from './keepable.ts';

/** Compiles a fetch of root fields, whose answer becomes part of the objects at a path of the plan. */
export function compileRootFetch(
  fetch: FetchNode,
  at: readonly PathElement[],
  context: CompileContext,
): Step {
  const { callSubgraph, types, names } = context;
  const { text, writeBody } = compileRequestBody(fetch);
  const isQuery = fetch.operationKind === 'query';
  const walk = compileWalkPath(at, names);
  const rewrite = compileRewrites(fetch.outputRewrites, types, names);
  const failure = createFetchFailure(fetch, at, context);

  async function findData(run: Run, report: (error: ReplyError) => void): Promise<TapeValue | undefined> {
    const { tape } = run;
    const { variables, headers, signal, deadlineMs, subgraphCache, onSubgraphReply } = run.request;
    const subgraph = fetch.serviceName;
    const finding = isQuery ? subgraphCache?.findRoot({ subgraph, variables, text }) : undefined;
    const found = finding && (await finding);
    const kept = found?.data && readKept(tape, found.data);
    if (kept !== undefined) return kept;
    const reply = await callSubgraph({
      tape,
      subgraph,
      body: writeBody(variables),
      headers,
      isIdempotent: isQuery,
      signal,
      deadlineMs,
      onReply: onSubgraphReply,
    });
    found?.keep(keepable(tape, reply));
    for (const error of reply.errors) report(error);
    return reply.data;
  }

  return async (run) => {
    const { tape } = run;
    const targets: TapeValue[] = [];
    walk(tape, run.root, (object) => {
      targets.push(object);
      return object;
    });
    if (targets.length === 0) return;
    const concerned = at.length === 0 ? undefined : targets;
    try {
      const data = await findData(run, (error) => failure.report(run, error, concerned, error.path));
      if (data === undefined) return;
      rewrite?.(tape, data);
      if (targets.length > 1) markValuesRepeated(tape, data);
      for (const target of targets) merge(tape, target, data, types.isObjectType);
    } catch (cause) {
      failure.failAll(run, cause, concerned);
    }
  };
}
