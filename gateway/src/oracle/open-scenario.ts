import assert from 'node:assert/strict';
import { execute, type GraphQLSchema, Kind, parse, specifiedRules, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { createEngine } from '../execution/create-engine.ts';
import type { Engine } from '../execution/engine.ts';
import type { SubgraphCache } from '../execution/subgraph-cache.ts';
import { writeData } from '../execution/write-data.ts';
import type { Intercept } from '../testing/serve-test-subgraph.ts';
import { startTestSupergraph } from '../testing/start-test-supergraph.ts';
import { type Answer, type ComparisonOptions, describeDifference } from './compare-answers.ts';
import { nullableSchema } from './nullable-schema.ts';
import type { Scenario } from './scenario.ts';
import type { Operation } from './write-operation.ts';

export type JudgeOptions = Partial<Pick<ComparisonOptions, 'ignoresOrder'>>;

/** A scenario that runs: operations go through the engine and through one schema without federation. */
export interface OpenScenario extends AsyncDisposable {
  readonly sdl: string;
  readonly apiSchema: GraphQLSchema;
  /** Runs an operation through the engine. */
  ask(operation: Operation): Promise<Answer>;
  /** Runs an operation on the monolith. */
  expect(operation: Operation): Promise<Answer>;
  /** Says how an answer differs from that of the monolith; undefined when it does not. The order of fields counts by default. */
  judge(operation: Operation, answer: Answer, options?: JudgeOptions): Promise<string | undefined>;
  /** Undoes what mutations did. */
  reset(): void;
}

export interface OpenScenarioOptions {
  /** Answers instead of the subgraphs when it returns true. */
  readonly intercept?: Intercept;
  /** Whether answers carry the error messages of the subgraphs. Default: yes. */
  readonly exposeSubgraphErrors?: boolean;
  /** Opens a cache of subgraphs' answers for an operation of the supergraph. Default: none. */
  readonly openCache?: OpenCache;
}

export type OpenCache = (supergraph: { readonly sdl: string }, kind: 'query' | 'mutation') => SubgraphCache;

/** Starts the subgraphs of a scenario and an engine before them. */
export async function openScenario(
  scenario: Scenario,
  { intercept = () => false, exposeSubgraphErrors = true, openCache }: OpenScenarioOptions = {},
): Promise<OpenScenario> {
  const stack = new AsyncDisposableStack();
  const supergraph = stack.use(await startTestSupergraph({ ...scenario, intercept }));
  const { sdl, monolith } = supergraph;
  const { isOverrideActive = () => false, reset = () => {} } = scenario;
  const engine = stack.use(
    await createEngine({
      supergraphSdl: sdl,
      exposeSubgraphErrors,
      isOverrideActive,
      // No operation may feel what the ones before it met.
      policies: { retry: false, breakCircuit: false },
    }),
  );
  const nullable = nullableSchema(monolith);

  async function askSchema(schema: GraphQLSchema, { query, variables }: Operation): Promise<Answer> {
    reset();
    const contextValue = { headers: {} };
    const answer = await execute({ schema, document: parse(query), variableValues: variables, contextValue });
    return { data: answer.data, errors: answer.errors?.map((error) => error.toJSON()) };
  }

  return {
    sdl,
    apiSchema: engine.apiSchema,
    async ask(operation) {
      reset();
      return askEngine(engine, operation, (kind) => openCache?.(supergraph, kind));
    },
    expect: (operation) => askSchema(monolith, operation),
    async judge(operation, answer, { ignoresOrder = false } = {}) {
      const expected = await askSchema(monolith, operation);
      const difference = describeDifference(answer, expected, { unbounded: undefined, ignoresOrder });
      if (difference === undefined) return undefined;
      const { data: unbounded } = await askSchema(nullable, operation);
      return describeDifference(answer, expected, { unbounded, ignoresOrder });
    },
    reset,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function askEngine(
  engine: Engine,
  { query, variables }: Operation,
  openCache: (kind: 'query' | 'mutation') => SubgraphCache | undefined,
): Promise<Answer> {
  const document = parse(query);
  assert.deepEqual(validate(engine.apiSchema, document, specifiedRules), [], 'the operation is valid');
  const definition = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const definitions =
    definition?.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [];
  const { coerced, errors } = getVariableValues(engine.apiSchema, definitions, variables);
  assert.equal(errors, undefined, 'the variables are valid');
  const prepared = await engine.prepare(document, undefined);
  const subgraphCache = openCache(prepared.kind === 'mutation' ? 'mutation' : 'query');
  const answer = await engine.execute(prepared, { variables: coerced ?? {}, headers: {}, subgraphCache });
  if (answer.data) assert.equal(writeData(answer.data), JSON.stringify(answer.data), 'the text is right');
  return answer;
}
