import assert from 'node:assert/strict';
import { execute, type GraphQLFormattedError, Kind, parse, specifiedRules, validate } from 'graphql';
import type { Engine, EngineResult } from '../../src/execution/engine.ts';
import { coerceVariables } from '../../src/values/coerce-variables.ts';
import type { TestSupergraph } from './start-test-supergraph.ts';

export interface ComparedOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/**
 * Runs a query or mutation through the engine and through graphql-js on the merged schema, and asserts the same data,
 * in the same order, with errors at the same paths. Returns the engine's answer.
 */
export async function compareWithMonolith(
  engine: Engine,
  { monolith }: Pick<TestSupergraph, 'monolith'>,
  { query, variables = {} }: ComparedOperation,
): Promise<EngineResult> {
  const document = parse(query);
  assert.deepEqual(validate(engine.apiSchema, document, specifiedRules), [], query);
  const definition = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const { coerced, errors } = coerceVariables(
    engine.apiSchema,
    definition?.variableDefinitions ?? [],
    variables,
  );
  assert.deepEqual(errors, undefined, query);
  const prepared = await engine.prepare(document, undefined);
  const actual = await engine.execute(prepared, { variables: coerced ?? {}, headers: {} });
  const expected = await execute({
    schema: monolith,
    document,
    variableValues: variables,
    contextValue: { headers: {} },
  });
  const details = `${query}\n${JSON.stringify(actual)}`;
  assert.equal(JSON.stringify(actual.data, null, 1), JSON.stringify(expected.data, null, 1), details);
  assert.deepEqual(pathsOf(actual.errors), pathsOf(expected.errors?.map((error) => error.toJSON())), details);
  return actual;
}

function pathsOf(errors: readonly GraphQLFormattedError[] | undefined): readonly string[] {
  return (errors ?? []).map(({ path }) => path?.join('.') ?? '').sort();
}
