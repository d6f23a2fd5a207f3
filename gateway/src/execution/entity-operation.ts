import type { FetchNode } from '@apollo/query-planner';
import { compileRequestBody, type WriteRequestBody } from './compile-request-body.ts';

/** An `_entities` operation of a plan. Two with the same text are the same operation. */
export interface EntityOperation {
  readonly text: string;
  readonly writeBody: WriteRequestBody;
  readonly name: string | undefined;
  readonly variableUsages: readonly string[];
}

/** Compiles the operation of an entity fetch. */
export function compileEntityOperation(fetch: FetchNode): EntityOperation {
  const { writeBody, text, name } = compileRequestBody(fetch);
  return {
    text,
    name,
    writeBody,
    variableUsages: fetch.variableUsages ?? [],
  };
}
