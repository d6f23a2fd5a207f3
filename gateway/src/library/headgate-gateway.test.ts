import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApolloGateway, IntrospectAndCompose, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { composeSupergraph } from '../../tests/helpers/compose-supergraph.ts';
import { startTicker } from '../../tests/helpers/start-ticker.ts';
import { HeadgateGateway, type HeadgateGatewayOptions } from './headgate-gateway.ts';

interface Context {
  readonly user: string;
}

async function startServer(gateway: GatewayInterface) {
  const server = new ApolloServer<Context>({ gateway, stopOnTerminationSignals: false });
  await server.start();
  return {
    async ask(query: string, user = 'ada') {
      const { body } = await server.executeOperation({ query }, { contextValue: { user } });
      assert(body.kind === 'single');
      return JSON.parse(JSON.stringify(body.singleResult));
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** A data source that signs what it sends, and writes down what it sees. */
function createService(seen: string[]): NonNullable<HeadgateGatewayOptions['buildService']> {
  class Signing extends RemoteGraphQLDataSource<Context> {
    override willSendRequest(
      options: Parameters<NonNullable<RemoteGraphQLDataSource<Context>['willSendRequest']>>[0],
    ) {
      const { user } = options.context as Context;
      options.request.http?.headers.set('authorization', `User ${user}`);
      seen.push(`send ${options.kind}`);
    }
    override didReceiveResponse({ response }: { response: object }) {
      seen.push(`received ${Object.keys((response as { data?: object }).data ?? {})}`);
      return response as never;
    }
    override didEncounterError(error: Error) {
      seen.push(
        `failed ${(error as { extensions?: { response?: { status: number } } }).extensions?.response?.status}`,
      );
    }
  }
  return ({ url = '' }) => new Signing({ url });
}

const operations = [
  '{ whoAmI }',
  '{ last { n author { id name } } }',
  'mutation { reset }',
  '{ echo(list: [1, 2]) }',
];

test('data sources see and change the same as behind ApolloGateway, which it replaces by one import', async () => {
  await using ticker = await startTicker();
  const run = async (open: (seen: string[]) => GatewayInterface) => {
    const seen: string[] = [];
    await using server = await startServer(open(seen));
    const answers = [];
    for (const query of operations) answers.push(await server.ask(query));
    return { seen, answers };
  };
  const stock = await run(
    (seen) => new ApolloGateway({ supergraphSdl: ticker.sdl, buildService: createService(seen) as never }),
  );
  const own = await run(
    (seen) => new HeadgateGateway({ supergraphSdl: ticker.sdl, buildService: createService(seen) }),
  );
  assert.deepEqual(own, stock);
  assert.deepEqual(own.answers[0], { data: { whoAmI: 'User ada' } });
});

test('operations of several callers do not share what data sources send', async () => {
  await using ticker = await startTicker();
  const gateway = new HeadgateGateway({ supergraphSdl: ticker.sdl, buildService: createService([]) });
  await using server = await startServer(gateway);
  const names = Array.from({ length: 20 }, (_, at) => `user-${at}`);
  const answers = await Promise.all(names.map((user) => server.ask('{ whoAmI }', user)));
  assert.deepEqual(
    answers.map(({ data }) => data.whoAmI),
    names.map((user) => `User ${user}`),
  );
});

test('a subgraph that fails is told of to its data source, and to the client with its own error', async () => {
  await using ticker = await startTicker();
  const seen: string[] = [];
  const sdl = ticker.sdl.replaceAll(ticker.names.url, 'http://127.0.0.1:1/');
  const gateway = new HeadgateGateway({ supergraphSdl: sdl, buildService: createService(seen) });
  await using server = await startServer(gateway);
  const { data, errors } = await server.ask('{ last { n author { name } } }');
  assert.deepEqual(data, { last: { n: 1, author: { name: null } } });
  assert.deepEqual(errors[0].path, ['last', 'author', 'name']);
  assert(seen.includes('failed undefined'), seen.join());
});

test('IntrospectAndCompose and functions bring supergraphs, and replace them', async () => {
  await using ticker = await startTicker();
  const subgraphs = [ticker.ticks, ticker.names].map(({ name, url }) => ({ name, url }));
  {
    const supergraphSdl = new IntrospectAndCompose({ subgraphs });
    await using server = await startServer(new HeadgateGateway({ supergraphSdl }));
    assert.deepEqual(await server.ask('{ last { n author { name } } }'), {
      data: { last: { n: 1, author: { name: 'name of ada' } } },
    });
  }
  let isCleaned = false;
  const { promise: updating, resolve } = Promise.withResolvers<(sdl: string) => void>();
  {
    const gateway = new HeadgateGateway({
      supergraphSdl: async ({ update }) => {
        resolve(update);
        return {
          supergraphSdl: ticker.sdl,
          cleanup: async () => {
            isCleaned = true;
          },
        };
      },
    });
    await using server = await startServer(gateway);
    assert.deepEqual(await server.ask('{ now }'), { data: { now: 1 } });
    const loaded = Promise.withResolvers<string>();
    gateway.onSchemaLoadOrUpdate(({ coreSupergraphSdl }) => {
      if (coreSupergraphSdl.includes('added')) loaded.resolve(coreSupergraphSdl);
    });
    const typeDefs = ticker.ticks.typeDefs.replace('now: Int!', 'now: Int!, added: Int');
    (await updating)(composeSupergraph([{ ...ticker.ticks, typeDefs }, ticker.names]));
    await loaded.promise;
    assert.match(JSON.stringify(await server.ask('{ __type(name: "Query") { fields { name } } }')), /added/);
  }
  assert(isCleaned);
  await assert.rejects(new HeadgateGateway({ supergraphSdl: 'type Query { a: Int }' }).load({ apollo: {} }), {
    code: 'SUPERGRAPH_INVALID',
  });
});
