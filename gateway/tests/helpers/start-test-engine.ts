import { parse } from 'graphql';
import { createEngine } from '../../src/execution/create-engine.ts';
import type { Engine, EngineResult } from '../../src/execution/engine.ts';
import type { CreateEngineOptions } from '../../src/execution/engine-options.ts';
import { compareWithMonolith } from './compare-with-monolith.ts';
import {
  type StartTestSupergraphOptions,
  startTestSupergraph,
  type TestSupergraph,
} from './start-test-supergraph.ts';

type Variables = Readonly<Record<string, unknown>>;

/** An engine on running test subgraphs. */
export interface TestEngine extends AsyncDisposable {
  readonly engine: Engine;
  readonly supergraph: TestSupergraph;
  /** Runs an operation and asserts the answer of the monolith. */
  compare(query: string, variables?: Variables): Promise<EngineResult>;
  /** Runs an operation. */
  run(query: string, variables?: Variables): Promise<EngineResult>;
}

export async function startTestEngine(
  options: StartTestSupergraphOptions & { readonly engine?: Partial<CreateEngineOptions> },
): Promise<TestEngine> {
  const supergraph = await startTestSupergraph(options);
  const engine = await createEngine({ supergraphSdl: supergraph.sdl, ...options.engine });
  return {
    engine,
    supergraph,
    compare: (query, variables = {}) => compareWithMonolith(engine, supergraph, { query, variables }),
    async run(query, variables = {}) {
      const prepared = await engine.prepare(parse(query), undefined);
      return engine.execute(prepared, { variables, headers: {} });
    },
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await supergraph[Symbol.asyncDispose]();
    },
  };
}
