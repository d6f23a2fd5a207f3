import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { createEmbeddedGateway } from '../library/create-embedded-gateway.ts';
import type { EmbeddedGateway } from '../library/embedded-gateway.ts';
import type { GatewayConfigOptions } from '../library/gateway-options.ts';
import { composeSubgraphs } from '../supergraph/compose-subgraphs.ts';
import { startLocalSubgraph } from './start-local-subgraph.ts';

/** A subgraph that runs within the test, or one that runs already. */
export type TestSubgraph =
  | {
      /** Its schema as an SDL, as Apollo Federation takes it. */
      readonly typeDefs: string;
      /** By type and field; `__resolveReference` for entities. Needs @apollo/subgraph. */
      readonly resolvers: object;
      /** Makes the context of its resolvers from the headers of a request, or of `connection_init`. Default: the headers. */
      readonly context?: (headers: Readonly<Record<string, unknown>>) => unknown;
    }
  | {
      readonly typeDefs: string;
      /** An executable schema that has `_entities` and `_service`, of whatever made it. */
      readonly schema: GraphQLSchema;
      /** As above. */
      readonly context?: (headers: Readonly<Record<string, unknown>>) => unknown;
    }
  | { readonly typeDefs: string; readonly url: string };

/** The answer to one operation. */
export interface TestAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect
  readonly data?: any;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface TestGateway extends EmbeddedGateway {
  /** The SDL that the subgraphs compose to. */
  readonly supergraphSdl: string;
  /** Runs a query or a mutation. */
  query(
    query: string,
    options?: {
      readonly variables?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ): Promise<TestAnswer>;
}

/**
 * Composes subgraphs by name and starts a gateway on them, for tests. Local ones are served on loopback, WebSocket included,
 * until the gateway is disposed of.
 * @throws what is wrong with them, when they do not compose
 */
export async function createTestGateway(
  subgraphs: Readonly<Record<string, TestSubgraph>>,
  options: GatewayConfigOptions = {},
): Promise<TestGateway> {
  await using cleanup = new AsyncDisposableStack();
  const running = [];
  for (const [name, subgraph] of Object.entries(subgraphs)) {
    const { url } = 'url' in subgraph ? subgraph : cleanup.use(await startLocalSubgraph(subgraph));
    running.push({ name, url, typeDefs: subgraph.typeDefs });
  }
  const supergraphSdl = composeSubgraphs(running);
  const gateway = cleanup.use(
    await createEmbeddedGateway(
      { logLevel: 'silent', exposeSubgraphErrors: true, drainMs: 0, ...options, supergraphSdl },
      { isProduction: false },
    ),
  );
  const started = cleanup.move();
  const dispose = () => started.disposeAsync();
  const path = options.path ?? '/graphql';
  return {
    ...gateway,
    supergraphSdl,
    async query(query, { variables, headers } = {}) {
      const response = await gateway.fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as TestAnswer;
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
