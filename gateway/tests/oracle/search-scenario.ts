import { ServiceError } from '@headgate/service/define-errors.ts';
import fc from 'fast-check';
import { arbitraryOperation } from './arbitrary-operation.ts';
import type { OpenScenario } from './open-scenario.ts';
import type { Scenario } from './scenario.ts';

export interface SearchOptions {
  readonly seed: number;
  /** How many operations to run. */
  readonly operations: number;
}

export interface SearchResult {
  /** How many operations ran before one was answered wrong, those that made it small not counted. */
  readonly operations: number;
  /** How many others were refused, for they have too many plans. */
  readonly refused: number;
  /** The smallest operation that was answered wrong, and how; undefined when all is well. */
  readonly difference: string | undefined;
}

/**
 * Searches for an operation that is answered otherwise than by one server: with nulls at places of its own, every
 * second one in parts.
 */
export async function searchScenario(
  { samples = {} }: Scenario,
  open: OpenScenario,
  { seed, operations }: SearchOptions,
): Promise<SearchResult> {
  const cases = fc.record({
    nulls: fc.nat({ max: 1_000 }).map((number) => (number % 2 === 0 ? 0 : number)),
    way: fc.oneof(
      fc.record({ inParts: fc.constant(false), operation: arbitraryOperation(open.apiSchema, samples) }),
      fc.record({
        inParts: fc.constant(true),
        operation: arbitraryOperation(open.apiSchema, samples, { defers: true }),
      }),
    ),
  });
  const details = await fc.check(
    fc.asyncProperty(cases, async ({ nulls, way: { inParts, operation } }) => {
      open.scatterNulls(nulls);
      const way = inParts ? 'InParts' : '';
      const judge = async () =>
        inParts
          ? open.judgeParts(operation, await open.askInParts(operation))
          : open.judge(operation, await open.ask(operation));
      const difference = await judge().catch((error: unknown) => {
        fc.pre(!isTooComplex(error));
        return String(error);
      });
      if (difference === undefined) return;
      const { query, variables } = operation;
      throw new Error([difference, `nulls ${nulls}, ask${way}`, query, JSON.stringify(variables)].join('\n'));
    }),
    { seed, numRuns: operations },
  );
  const { errorInstance } = details;
  return {
    operations: details.numRuns,
    refused: details.numSkips,
    difference: errorInstance instanceof Error ? errorInstance.message : undefined,
  };
}

function isTooComplex(error: unknown): boolean {
  return error instanceof ServiceError && error.code === 'QUERY_PLAN_COMPLEXITY_EXCEEDED';
}
