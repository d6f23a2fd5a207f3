import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { collectLogs } from '../../tests/helpers/collect-logs.ts';
import { composeSupergraph } from '../../tests/helpers/compose-supergraph.ts';
import { startTestGateway } from '../../tests/helpers/start-test-gateway.ts';
import { startTicker } from '../../tests/helpers/start-ticker.ts';

const probe = async (url: string, path: string) => {
  const response = await fetch(new URL(path, url));
  return [response.status, await response.json()];
};

/** A port that nothing listens on. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

test('a gateway that is started before its subgraphs waits for them, and says so once', async () => {
  const ports = { ticks: await findFreePort(), names: await findFreePort() };
  const logs = collectLogs();
  await using gateway = await startTestGateway({
    env: {
      SUBGRAPHS: `ticks=http://127.0.0.1:${ports.ticks}/graphql,names=http://127.0.0.1:${ports.names}/graphql`,
      SUBGRAPH_POLL_MS: '50',
    },
    logger: logs.logger,
  });
  await logs.saw(/waiting for subgraph ticks/);
  await logs.saw(/waiting for subgraph names/);
  assert.deepEqual(await probe(gateway.url, '/health/live'), [200, { status: 'live' }]);
  assert.deepEqual(await probe(gateway.url, '/health/ready'), [503, { status: 'loading' }]);
  const early = await gateway.post({ query: '{ now }' });
  assert.deepEqual([early.status, early.body.errors?.[0]?.extensions.code], [503, 'SUPERGRAPH_NOT_LOADED']);
  await using ticker = await startTicker({ ports });
  await logs.saw(/supergraph loaded/);
  assert.equal(ticker.ticks.url, `http://127.0.0.1:${ports.ticks}/graphql`);
  assert.deepEqual((await gateway.post({ query: '{ now }' })).body, { data: { now: 1 } });
  assert.deepEqual(await probe(gateway.url, '/health/ready'), [200, { status: 'ready' }]);
  const said = logs.lines
    .filter(({ msg }) => /subgraph (ticks|names)/.test(String(msg)))
    .map(({ msg }) => msg);
  assert.deepEqual(said.sort(), [
    'subgraph names is there',
    'subgraph ticks is there',
    'waiting for subgraph names',
    'waiting for subgraph ticks',
  ]);
});

test('a supergraph that cannot be read or built at start is the end of the start', async () => {
  const withCode = (code: string) => (error: unknown) => error instanceof ServiceError && error.code === code;
  await assert.rejects(startTestGateway({ sdl: 'type Query { a: Int }' }), withCode('SUPERGRAPH_INVALID'));
  const env = { SUPERGRAPH: '/nowhere/supergraph.graphql' };
  await assert.rejects(startTestGateway({ env }), withCode('SUPERGRAPH_UNREADABLE'));
});

test('supergraphs are exchanged under load without a request that fails', async () => {
  await using ticker = await startTicker();
  const logs = collectLogs();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, logger: logs.logger });
  const grown = {
    ...ticker.ticks,
    typeDefs: ticker.ticks.typeDefs.replace('now: Int!', 'now: Int!, added: Int'),
  };
  let reloads = 0;
  let stopped = false;
  let answers = 0;
  const clients = Array.from({ length: 8 }, async () => {
    while (!stopped) {
      const { status, body } = await gateway.post({ query: '{ now echo(text: "x") }' });
      assert.deepEqual([status, body], [200, { data: { now: 1, echo: 'x' } }]);
      answers += 1;
    }
  });
  const slow = gateway.post({ query: '{ slow }' });
  await ticker.arrived();
  for (const subgraphs of [
    [grown, ticker.names],
    [ticker.ticks, ticker.names],
    [grown, ticker.names],
  ]) {
    const seen = logs.lines.length;
    await gateway.rewrite(composeSupergraph(subgraphs));
    reloads += 1;
    while (!logs.lines.slice(seen).some(({ msg }) => msg === 'supergraph loaded')) {
      await gateway.post({ query: '{ now }' });
    }
  }
  ticker.release();
  assert.deepEqual((await slow).body, { data: { slow: 1 } });
  stopped = true;
  await Promise.all(clients);
  assert.equal(reloads, 3);
  assert(answers > 8);
  const { body } = await gateway.post({ query: '{ __type(name: "Query") { fields { name } } }' });
  assert.match(JSON.stringify(body), /added/);
});

test('a supergraph that does not build is refused, and the last good one goes on serving', async () => {
  await using ticker = await startTicker();
  const logs = collectLogs();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, logger: logs.logger });
  await gateway.rewrite('type Query { nonsense: Int }');
  await logs.saw(/supergraph refused/);
  assert.deepEqual((await gateway.post({ query: '{ now }' })).body, { data: { now: 1 } });
  await gateway.rewrite(ticker.sdl.replace('echo(', 'say('));
  await logs.saw(/supergraph loaded/);
});

test('Apollo Server plugins see queries and subscriptions', async () => {
  await using ticker = await startTicker();
  const seen: (string | null)[] = [];
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    plugins: [
      {
        requestDidStart: async () => ({
          didResolveOperation: async ({ operationName, operation }) => {
            seen.push(`${operation?.operation} ${operationName}`);
          },
        }),
      },
    ],
  });
  await gateway.post({ query: 'query Now { now }' });
  const events = gateway.connect().iterate({ query: 'subscription Ticks { ticked { n } }' }).next();
  await ticker.subscribed(1);
  ticker.tick(1);
  await events;
  assert.deepEqual(seen, ['query Now', 'subscription Ticks']);
});

test('the stock engine runs queries, and says that it has no subscriptions', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { HEADGATE_ENGINE: 'apollo' } });
  const authorization = 'Bearer abc';
  assert.deepEqual((await gateway.post({ query: '{ now whoAmI }' }, { authorization })).body, {
    data: { now: 1, whoAmI: 'Bearer abc' },
  });
  const refused = gateway.connect().iterate({ query: 'subscription { ticked { n } }' }).next();
  await assert.rejects(refused, (errors: { extensions: { code: string } }[]) => {
    assert.equal(errors[0]?.extensions.code, 'SUBSCRIPTION_NOT_SUPPORTED');
    return true;
  });
});

test('introspection and the pages for people can be switched off', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    env: { INTROSPECTION: 'false', SANDBOX: 'false' },
  });
  const { body } = await gateway.post({ query: '{ __schema { queryType { name } } }' });
  assert.equal(body.errors?.[0]?.extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  const page = await fetch(new URL('/', gateway.url), { headers: { accept: 'text/html' } });
  assert.equal(page.status, 404);
});

test('pages of the origins that are allowed may ask, and those of others may not', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const preflight = async (origin: string) => {
    const headers = { origin, 'access-control-request-headers': 'content-type,apollo-expose-query-plan' };
    const response = await fetch(gateway.url, { method: 'OPTIONS', headers });
    return [
      response.status,
      response.headers.get('access-control-allow-origin'),
      response.headers.get('access-control-allow-headers'),
    ];
  };
  const studio = 'https://studio.apollographql.com';
  assert.deepEqual(await preflight(studio), [204, studio, 'content-type,apollo-expose-query-plan']);
  assert.deepEqual(await preflight('https://evil.example'), [204, null, null]);
  const answer = await gateway.post({ query: '{ now }' }, { origin: studio });
  assert.equal(answer.headers.get('access-control-allow-origin'), studio);
});

test('requests in flight are answered before the gateway stops', async () => {
  await using ticker = await startTicker();
  const gateway = await startTestGateway({ sdl: ticker.sdl });
  const arrived = ticker.arrived();
  const slow = gateway.post({ query: '{ slow }' });
  await arrived;
  const stopped = gateway[Symbol.asyncDispose]();
  ticker.release();
  assert.deepEqual((await slow).body, { data: { slow: 1 } });
  await stopped;
  await assert.rejects(gateway.post({ query: '{ now }' }), /fetch failed/);
});

test('after its time a request is answered with what there is', async () => {
  await using ticker = await startTicker();
  const env = { REQUEST_TIMEOUT_MS: '50' };
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env });
  const cancelled = ticker.ticks.aborted();
  const { status, body } = await gateway.post({ query: '{ slow }' });
  assert.deepEqual(
    [status, body.data, body.errors?.[0]?.extensions.code],
    [200, { slow: null }, 'SUBREQUEST_CANCELLED'],
  );
  await cancelled;
});

test('subgraphs are found where SUBGRAPHS says, and get the headers that are to be forwarded', async () => {
  await using ticker = await startTicker();
  const logs = collectLogs();
  const moved = { ...ticker.ticks, url: 'http://127.0.0.1:1/graphql' };
  await using gateway = await startTestGateway({
    sdl: composeSupergraph([moved, ticker.names]),
    env: { SUBGRAPHS: `ticks=${ticker.ticks.url},others=http://127.0.0.1:1/`, FORWARD_HEADERS: 'X-Tenant' },
    logger: logs.logger,
  });
  await logs.saw(/SUBGRAPHS names subgraphs that the supergraph has not got/);
  assert.deepEqual((await gateway.post({ query: '{ whoAmI }' }, { authorization: 'Bearer a' })).body, {
    data: { whoAmI: null },
  });
  const client = gateway.connect({ connectionParams: { authorization: 'Bearer a' } });
  const event = client.iterate({ query: 'subscription { ticked { n } }' }).next();
  await ticker.subscribed(1);
  ticker.tick(1);
  await event;
  assert.deepEqual(ticker.subscribers[0]?.connectionParams, {});
});
