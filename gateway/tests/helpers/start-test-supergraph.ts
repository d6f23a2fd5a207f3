import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { buildSchema, type GraphQLSchema, parse, printSchema } from 'graphql';
import { addResolvers } from './add-resolvers.ts';
import { type Intercept, type SubgraphRequest, serveTestSubgraph } from './serve-test-subgraph.ts';
import type { TestResolvers, TestSubgraph } from './test-subgraph.ts';

export interface StartTestSupergraphOptions {
  /**
   * Resolvers return whole records, so that the monolith, where a record meets the resolvers of all subgraphs, gives
   * the same answers.
   */
  readonly subgraphs: readonly TestSubgraph[];
  /** For the monolith alone, over those of the subgraphs: where a subgraph computes from what it `@requires`. */
  readonly monolithResolvers?: TestResolvers;
  readonly intercept?: Intercept;
  /** Changes the resolvers of a subgraph's schema, and those of the monolith. */
  readonly adapt?: (schema: GraphQLSchema) => void;
}

/** Running subgraphs, what they compose to, and one schema that does the same without federation. */
export interface TestSupergraph extends AsyncDisposable {
  readonly sdl: string;
  readonly monolith: GraphQLSchema;
  /** What the subgraphs were asked since the last `clear`, in order. */
  readonly requests: SubgraphRequest[];
}

const federationLink = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [
  "@key", "@external", "@requires", "@provides", "@shareable", "@override", "@interfaceObject", "@inaccessible",
  "@tag", "@context", "@fromContext", "@authenticated", "@requiresScopes", "@policy", "@cost", "@listSize", "@cacheTag"
])\n`;

/** Starts each subgraph on a free port and composes them. Throws when they do not compose. */
export async function startTestSupergraph(options: StartTestSupergraphOptions): Promise<TestSupergraph> {
  const requests: SubgraphRequest[] = [];
  const stack = new AsyncDisposableStack();
  const services = [];
  for (const { name, typeDefs, resolvers } of options.subgraphs) {
    const document = parse(federationLink + typeDefs);
    const schema = buildSubgraphSchema({ typeDefs: document, resolvers: resolvers as never });
    options.adapt?.(schema);
    const subgraph = await serveTestSubgraph({
      name,
      schema,
      onRequest: (request) => requests.push(request),
      intercept: options.intercept ?? (() => false),
    });
    stack.use(subgraph);
    services.push({ name, url: subgraph.url, typeDefs: document });
  }
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) {
    await stack.disposeAsync();
    throw new Error(`The subgraphs do not compose: ${errors?.map(({ message }) => message).join('; ')}`);
  }
  return {
    sdl: supergraphSdl,
    monolith: buildMonolith(supergraphSdl, options),
    requests,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function buildMonolith(sdl: string, options: StartTestSupergraphOptions): GraphQLSchema {
  const apiSchema = Supergraph.buildForTests(sdl).apiSchema().toGraphQLJSSchema({ includeDefer: true });
  // Printed and parsed again, so that resolvers do not end up in the schema of the supergraph.
  const monolith = buildSchema(printSchema(apiSchema));
  addResolvers(monolith, [
    ...options.subgraphs.map(({ resolvers }) => resolvers),
    options.monolithResolvers ?? {},
  ]);
  options.adapt?.(monolith);
  return monolith;
}
