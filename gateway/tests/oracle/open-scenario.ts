import assert from 'node:assert/strict';
import { execute, type GraphQLSchema, Kind, parse, specifiedRules, validate } from 'graphql';
import { createEngine } from '../../src/execution/create-engine.ts';
import type { Engine } from '../../src/execution/engine.ts';
import type { SubgraphCache } from '../../src/ports/subgraph-cache.ts';
import { coerceVariables } from '../../src/values/coerce-variables.ts';
import type { Intercept } from '../helpers/serve-test-subgraph.ts';
import { startTestSupergraph } from '../helpers/start-test-supergraph.ts';
import { type Answer, type ComparisonOptions, describeDifference } from './compare-answers.ts';
import { describeDifferenceOfParts } from './compare-parts.ts';
import { type JoinedAnswer, joinParts } from './join-parts.ts';
import { nullableSchema } from './nullable-schema.ts';
import { scatterNulls } from './scatter-nulls.ts';
import type { Scenario } from './scenario.ts';
import type { Operation } from './write-operation.ts';

export type JudgeOptions = Partial<Pick<ComparisonOptions, 'ignoresOrder'>>;

/** A scenario that runs: operations go through the engine and through one schema without federation. */
export interface OpenScenario extends AsyncDisposable {
  readonly sdl: string;
  readonly apiSchema: GraphQLSchema;
  /** Runs an operation through the engine. */
  ask(operation: Operation): Promise<Answer>;
  /** The same for an operation of which fragments may come later. The answer is put together from its parts. */
  askInParts(operation: Operation): Promise<JoinedAnswer>;
  /** Runs an operation on the monolith. */
  expect(operation: Operation): Promise<Answer>;
  /** Says how an answer differs from that of the monolith; undefined when it does not. The order of fields counts by default. */
  judge(operation: Operation, answer: Answer, options?: JudgeOptions): Promise<string | undefined>;
  /** The same for an answer that came in parts, where an error takes away no more than its part. */
  judgeParts(operation: Operation, answer: JoinedAnswer): Promise<string | undefined>;
  /** Undoes what mutations did. */
  reset(): void;
  /** Lets values be null at places that depend on the seed; 0, as at first, lets none. */
  scatterNulls(seed: number): void;
}

export interface OpenScenarioOptions {
  /** Answers instead of the subgraphs when it returns true. */
  readonly intercept?: Intercept;
  /** Whether answers carry the error messages of the subgraphs. Default: yes. */
  readonly exposeSubgraphErrors?: boolean;
  /** Opens a cache of subgraphs' answers for an operation of the supergraph. Default: none. */
  readonly openCache?: OpenCache;
}

export type OpenCache = (supergraph: Engine['supergraph'], kind: 'query' | 'mutation') => SubgraphCache;

/** Starts the subgraphs of a scenario and an engine before them. */
export async function openScenario(
  scenario: Scenario,
  { intercept = () => false, exposeSubgraphErrors = true, openCache }: OpenScenarioOptions = {},
): Promise<OpenScenario> {
  const stack = new AsyncDisposableStack();
  const nulls = scatterNulls(scenario.subgraphs);
  const supergraph = stack.use(
    await startTestSupergraph({ ...scenario, intercept, adapt: (schema) => nulls.adapt(schema) }),
  );
  const { sdl, monolith } = supergraph;
  const { isOverrideActive = () => false, reset = () => {} } = scenario;
  const engine = stack.use(
    await createEngine({
      supergraphSdl: sdl,
      exposeSubgraphErrors,
      isOverrideActive,
      // However busy the machine is.
      planning: { timeoutMs: 300_000 },
      // No operation may feel what the ones before it met.
      traffic: { retry: false, breakCircuit: false },
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
      return askEngine(engine, operation, (kind) => openCache?.(engine.supergraph, kind));
    },
    async askInParts(operation) {
      reset();
      return askEngineInParts(engine, operation);
    },
    expect: (operation) => askSchema(monolith, operation),
    async judge(operation, answer, { ignoresOrder = false } = {}) {
      const expected = await askSchema(monolith, operation);
      const difference = describeDifference(answer, expected, { unbounded: undefined, ignoresOrder });
      if (difference === undefined) return undefined;
      const { data: unbounded } = await askSchema(nullable, operation);
      return describeDifference(answer, expected, { unbounded, ignoresOrder });
    },
    async judgeParts(operation, answer) {
      const expected = await askSchema(monolith, operation);
      const { data: unbounded } = await askSchema(nullable, operation);
      return describeDifferenceOfParts(answer, expected, unbounded);
    },
    reset,
    scatterNulls(seed) {
      nulls.seed = seed;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function askEngine(
  engine: Engine,
  operation: Operation,
  openCache: (kind: 'query' | 'mutation') => SubgraphCache | undefined,
): Promise<Answer> {
  const { document, variables } = read(engine, operation);
  const prepared = await engine.prepare(document, undefined);
  const subgraphCache = openCache(prepared.kind === 'mutation' ? 'mutation' : 'query');
  return engine.execute(prepared, { variables, headers: {}, subgraphCache });
}

async function askEngineInParts(engine: Engine, operation: Operation): Promise<JoinedAnswer> {
  const { document, variables } = read(engine, operation);
  const prepared = await engine.prepare(document, undefined, { isIncremental: true });
  return joinParts(await engine.executeIncrementally(prepared, { variables, headers: {} }));
}

function read({ apiSchema }: Engine, { query, variables }: Operation) {
  const document = parse(query);
  assert.deepEqual(validate(apiSchema, document, specifiedRules), [], 'the operation is valid');
  const definition = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const definitions =
    definition?.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [];
  const { coerced, errors } = coerceVariables(apiSchema, definitions, variables ?? {});
  assert.equal(errors, undefined, 'the variables are valid');
  return { document, variables: coerced ?? {} };
}
