import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { ApolloServerPluginCacheControl } from '@apollo/server/plugin/cacheControl';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import {
  ApolloServerPluginLandingPageLocalDefault,
  ApolloServerPluginLandingPageProductionDefault,
} from '@apollo/server/plugin/landingPage/default';
import { ApolloServerPluginSchemaReporting } from '@apollo/server/plugin/schemaReporting';
import { ApolloServerPluginUsageReporting } from '@apollo/server/plugin/usageReporting';
import responseCache from '@apollo/server-plugin-response-cache';
import { Report } from '@apollo/usage-reporting-protobuf';
import { GraphQLError } from 'graphql';
import { createEmbeddedGateway } from '../../src/library/create-embedded-gateway.ts';
import type { GatewayConfigOptions } from '../../src/library/gateway-options.ts';
import type { CallerContext } from '../../src/ports/headgate-plugin.ts';
import { createTestGateway } from '../../src/testing/create-test-gateway.ts';
import { startTestSupergraph } from '../helpers/start-test-supergraph.ts';

type Plugin = ApolloServerPlugin<CallerContext>;

const apollo = { key: 'service:shop:secret', graphRef: 'shop@current' };

/** What came to the loopback endpoint. */
interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Stands for Apollo's servers: keeps what comes, and answers as they do. */
async function startEndpoint(answer: object = {}) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await buffer(request) });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    server.emit('received');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async first(): Promise<Received> {
      while (!received[0]) await once(server, 'received');
      return received[0];
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A gateway on a subgraph that says for how long its answers may be kept, and counts how often it is asked. */
async function start(plugins: readonly Plugin[], options: GatewayConfigOptions = {}) {
  const typeDefs = 'type Query { product(id: ID!): Product } type Product { id: ID!, name: String }';
  let asked = 0;
  const stack = new AsyncDisposableStack();
  const supergraph = stack.use(
    await startTestSupergraph({
      subgraphs: [
        {
          name: 'products',
          typeDefs,
          resolvers: { Query: { product: (_: unknown, { id }: { id: string }) => ({ id, name: 'Table' }) } },
        },
      ],
      intercept(_, response) {
        asked += 1;
        response.setHeader('cache-control', 'public, max-age=60');
        return false;
      },
    }),
  );
  const gateway = stack.use(
    await createEmbeddedGateway(
      {
        supergraphSdl: supergraph.sdl,
        logLevel: 'silent',
        cache: { responses: false },
        apolloPlugins: [...plugins],
        drainMs: 0,
        ...options,
      },
      { isProduction: true },
    ),
  );
  return {
    gateway,
    asked: () => asked,
    async ask(query: string, headers: Record<string, string> = {}) {
      const response = await gateway.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, operationName: 'One' }),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const question = 'query One { product(id: "1") { name } }';

test('usage reporting reports operations, clients and errors', async () => {
  await using endpoint = await startEndpoint();
  const running = await start(
    [
      ApolloServerPluginUsageReporting({
        endpointUrl: endpoint.url,
        sendReportsImmediately: true,
        experimental_sendOperationAsTrace: () => true,
      }),
      ApolloServerPluginInlineTraceDisabled(),
    ],
    { apollo },
  );
  await running.ask(question, { 'apollographql-client-name': 'web', 'apollographql-client-version': '7' });
  const { headers, body } = await endpoint.first();
  await running[Symbol.asyncDispose]();
  assert.equal(headers['x-api-key'], apollo.key);
  const report = Report.decode(gunzipSync(body));
  assert.equal(report.header?.graphRef, apollo.graphRef);
  const [[key, traces] = []] = Object.entries(report.tracesPerQuery);
  assert.equal(key, '# One\nquery One{product(id:""){name}}');
  const [trace] = traces?.trace ?? [];
  assert(trace && 'clientName' in trace);
  assert.deepEqual([trace.clientName, trace.clientVersion], ['web', '7']);
});

test('schema reporting reports the schema that clients see', async () => {
  await using endpoint = await startEndpoint({
    data: { reportSchema: { __typename: 'ReportSchemaResponse', inSeconds: 3_600, withCoreSchema: false } },
  });
  await using _running = await start(
    [ApolloServerPluginSchemaReporting({ endpointUrl: endpoint.url, initialDelayMaxMs: 0 })],
    { apollo },
  );
  const { headers, body } = await endpoint.first();
  assert.equal(headers['x-api-key'], apollo.key);
  const { variables } = JSON.parse(body.toString());
  assert.equal(variables.report.graphRef, apollo.graphRef);
  assert.match(variables.report.coreSchemaHash, /^[0-9a-f]{64}$/);
});

test('the response cache answers by itself what subgraphs let it keep', async () => {
  await using running = await start([ApolloServerPluginCacheControl(), responseCache()]);
  const first = await running.ask(question);
  assert.equal(first.headers.get('cache-control'), 'max-age=60, public');
  const second = await running.ask(question);
  assert.deepEqual([second.body, running.asked()], [first.body, 1]);
  assert.equal(second.headers.get('age'), '0');
  assert.deepEqual(second.body, { data: { product: { name: 'Table' } } });
});

test('a landing page stands where Sandbox does, in production too', async () => {
  for (const [plugin, expected] of [
    [ApolloServerPluginLandingPageLocalDefault(), /EmbeddedSandbox/],
    [ApolloServerPluginLandingPageProductionDefault({ graphRef: 'shop@current' }), /shop%40current/],
    [ApolloServerPluginLandingPageDisabled(), undefined],
  ] as const) {
    await using running = await start([plugin as Plugin]);
    for (const path of ['/', '/graphql']) {
      const response = await running.gateway.fetch(path, { headers: { accept: 'text/html' } });
      const page = await response.text();
      if (expected) assert.match(page, expected);
      else assert.doesNotMatch(page, /<html/);
    }
    assert.equal((await running.ask(question)).status, 200);
  }
  await assert.rejects(
    start([ApolloServerPluginLandingPageLocalDefault(), ApolloServerPluginLandingPageLocalDefault()]),
    /Only one plugin can have a landing page/,
  );
});

test('clients read a GraphQLError that a plugin or a hook throws, and no other', async () => {
  const extensions: Record<string, unknown> = {
    code: 'CLOSED',
    until: 'Monday',
    http: { status: 451, headers: new HeaderMap([['x-own', '1']]) },
  };
  const refusal = () => {
    throw new GraphQLError('Closed on Sundays', { extensions });
  };
  const failure = () => {
    throw new Error('the password is hunter2');
  };
  const shop = { typeDefs: 'type Query { a: Int }', resolvers: { Query: { a: () => 1 } } };
  const ways = (act: () => never): GatewayConfigOptions[] => [
    { plugins: [{ onRequest: act }] },
    { plugins: [{ onOperation: act }] },
    { plugins: [{ onPlan: act }] },
    { authenticate: act },
    { apolloPlugins: [{ requestDidStart: async () => ({ didResolveOperation: async () => act() }) }] },
    { apolloPlugins: [{ requestDidStart: async () => ({ responseForOperation: async () => act() }) }] },
    { apolloPlugins: [{ requestDidStart: async () => act() }] },
  ];
  for (const [index, way] of ways(refusal).entries()) {
    await using gateway = await createTestGateway({ shop }, way);
    const response = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{ "query": "{ a }" }',
    });
    assert.deepEqual(
      await response.json(),
      { errors: [{ message: 'Closed on Sundays', extensions: { code: 'CLOSED', until: 'Monday' } }] },
      String(index),
    );
    assert.deepEqual([response.status, response.headers.get('x-own')], [451, '1'], String(index));
  }
  for (const way of ways(failure)) {
    await using gateway = await createTestGateway({ shop }, way);
    assert.doesNotMatch(JSON.stringify(await gateway.query('{ a }')), /hunter2/);
  }
});
