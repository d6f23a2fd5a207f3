import { ApolloGateway } from '@apollo/gateway';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { type GraphQLFormattedError, parse } from 'graphql';
import { request } from 'undici';
import type { Answer } from './compare-answers.ts';
import type { Operation } from './write-operation.ts';

/** What the stock executor answers. */
export interface StockAnswer extends Answer {
  /** Non-null violations, which it does not report among the errors. */
  readonly completionErrors: readonly GraphQLFormattedError[];
}

/** Apollo's own executor on the same subgraphs. */
export interface StockWitness extends AsyncDisposable {
  /** Runs an operation; what it throws becomes an error without data. */
  ask(operation: Operation): Promise<StockAnswer>;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Starts the stock gateway without a server around it. */
export async function startStockWitness(supergraphSdl: string): Promise<StockWitness> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: silent,
    // It would compare 10,000, which takes the longer part of a test; the answer does not depend on which it takes.
    queryPlannerConfig: { debug: { maxEvaluatedPlans: 500 } },
    buildService: ({ url = '' }) => ({
      async process({ request: { query, variables } }) {
        const body = JSON.stringify({ query, variables });
        const headers = { 'content-type': 'application/json' };
        const response = await request(url, { method: 'POST', headers, body });
        return (await response.body.json()) as object;
      },
    }),
  });
  const { executor, schema } = await gateway.load();

  async function execute({ query, variables }: Operation) {
    const context: Partial<GatewayGraphQLRequestContext> = {
      request: { query, variables: { ...variables } },
      document: parse(query),
      source: query,
      queryHash: query,
      operationName: null,
      context: {},
      logger: silent,
      metrics: {},
      schema,
    };
    return executor(context as GatewayGraphQLRequestContext);
  }

  return {
    async ask(operation) {
      try {
        const { data, errors, extensions } = JSON.parse(JSON.stringify(await execute(operation)));
        return { data, errors, completionErrors: extensions?.valueCompletion ?? [] };
      } catch (error) {
        return { data: null, errors: [{ message: String(error) }], completionErrors: [] };
      }
    },
    [Symbol.asyncDispose]: () => gateway.stop(),
  };
}
