import { ApolloGateway } from '@apollo/gateway';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { parse } from 'graphql';
import { request } from 'undici';
import type { Answer } from './compare-answers.ts';
import type { Operation } from './write-operation.ts';

/** Apollo's own executor on the same subgraphs. */
export interface StockWitness extends AsyncDisposable {
  run(operation: Operation): Promise<Answer & { readonly extensions?: Record<string, unknown> }>;
}

/** Starts the stock gateway without a server around it. */
export async function startStockWitness(supergraphSdl: string): Promise<StockWitness> {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: silent,
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
  return {
    async run({ query, variables }) {
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
      const answer = await executor(context as GatewayGraphQLRequestContext);
      return JSON.parse(JSON.stringify(answer)) as Answer;
    },
    [Symbol.asyncDispose]: () => gateway.stop(),
  };
}
