import type { FetchNode } from '@apollo/query-planner';
import type { CompileContext } from '../../compile-context.ts';
import { compileRequestBody, type WriteRequestBody } from '../compile-request-body.ts';
import { type LeavesOf, readLeaves } from '../read-leaves.ts';

/** An `_entities` operation of a plan. Two with the same text are the same operation. */
export interface EntityOperation {
  readonly text: string;
  readonly writeBody: WriteRequestBody;
  readonly name: string | undefined;
  readonly variableUsages: readonly string[];
  /** What it asks of an entity, where that is nothing but leaves which the data has under the same keys. */
  readonly leavesOf: LeavesOf;
}

/** Compiles the operation of an entity fetch. */
export function compileEntityOperation(
  fetch: FetchNode,
  { types, names, documents }: Pick<CompileContext, 'types' | 'names' | 'documents'>,
): EntityOperation {
  const { writeBody, text, name } = compileRequestBody(fetch);
  const isRewritten = fetch.inputRewrites ?? fetch.outputRewrites ?? fetch.contextRewrites;
  return {
    text,
    name,
    writeBody,
    variableUsages: fetch.variableUsages ?? [],
    leavesOf: isRewritten?.length
      ? () => undefined
      : readLeaves(documents.read(fetch.operation), { types, names }),
  };
}
