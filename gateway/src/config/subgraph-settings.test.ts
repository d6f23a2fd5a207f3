import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startTestGateway } from '../../tests/helpers/start-test-gateway.ts';
import { startTestSupergraph } from '../../tests/helpers/start-test-supergraph.ts';
import { createSubgraphSettingsOf, subgraphSettings } from './subgraph-settings.ts';

type Answer = (response: ServerResponse, subgraph: string) => boolean;

/** A gateway with a configuration file, on two subgraphs that answer as told. */
async function startConfigured(settings: object, answer: Answer) {
  await using cleanup = new AsyncDisposableStack();
  const supergraph = cleanup.use(
    await startTestSupergraph({
      subgraphs: ['a', 'b'].map((name) => ({
        name,
        typeDefs: `type Query { ${name}: String }`,
        resolvers: { Query: { [name]: () => 'x'.repeat(1_000) } },
      })),
      intercept: ({ subgraph }, response) => answer(response, subgraph),
    }),
  );
  const gateway = cleanup.use(
    await startTestGateway({ sdl: supergraph.sdl, settings, env: { RESPONSE_CACHE: 'false' } }),
  );
  const owned = cleanup.move();
  return { gateway, supergraph, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const plain: Answer = () => false;

test('a subgraph has its own limit for what it answers', async () => {
  await using running = await startConfigured({ subgraphs: { b: { maxReplyBytes: 1_000 } } }, plain);
  const { body } = await running.gateway.post({ query: '{ a b }' });
  assert.deepEqual(body.data, { a: 'x'.repeat(1_000), b: null });
  assert.deepEqual(body.errors, [
    {
      message: 'The subgraph sent more at once than this gateway reads.',
      path: ['b'],
      extensions: { code: 'SUBREQUEST_RESPONSE_TOO_LARGE', service: 'b' },
    },
  ]);
  assert.equal(running.supergraph.requests.length, 2, 'it is not asked again');
});

test('subgraphs are asked for compressed answers unless the file says otherwise', async () => {
  await using running = await startConfigured(
    { subgraphs: { b: { compression: false } } },
    (response, name) => {
      if (name === 'b') return false;
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('{"data":{"a":"zipped"}}'));
      return true;
    },
  );
  const { gateway, supergraph } = running;
  assert.equal((await gateway.post({ query: '{ a b }' })).body.data?.['a'], 'zipped');
  const accepted = supergraph.requests.map(({ subgraph, headers }) => [subgraph, headers['accept-encoding']]);
  assert.deepEqual(Object.fromEntries(accepted), { a: 'gzip, br, deflate, zstd', b: undefined });
});

for (const [status, text] of [
  [429, 'slow down'],
  [503, ''],
  [200, '<html>'],
] as const) {
  test(`headers of a refusal (${status} "${text}") reach the client by the rules`, async () => {
    const responseHeaders = [{ forward: 'retry-after' }, { forward: 'set-cookie' }];
    await using running = await startConfigured({ responseHeaders }, (response, name) => {
      if (name === 'b') return false;
      response.writeHead(status, { 'retry-after': '7', 'set-cookie': ['c=1', 'd=2'] }).end(text);
      return true;
    });
    const { headers, body } = await running.gateway.post({ query: 'query { a b }' });
    assert.equal(headers.get('retry-after'), '7');
    assert.deepEqual(headers.getSetCookie(), ['c=1', 'd=2']);
    assert.equal(body.errors?.length, 1);
  });
}

test('one failing operation does not close its subgraph to the others, and its own options decide', async () => {
  let isFailing = true;
  const fail: Answer = (response) => {
    if (isFailing) response.writeHead(500).end();
    return isFailing;
  };
  const settings = {
    subgraphs: { '*': { circuit: { minRequests: 4, failureShare: 0.75, openMs: 600_000 } } },
  };
  await using running = await startConfigured(settings, fail);
  const { gateway, supergraph } = running;
  const codeOf = async (query: string) =>
    (await gateway.post({ query })).body.errors?.[0]?.extensions.code ?? 'none';
  isFailing = false;
  for (let count = 0; count < 4; count++) assert.equal(await codeOf('{ a }'), 'none');
  isFailing = true;
  for (let count = 0; count < 11; count++) assert.equal(await codeOf('{ x: a }'), 'SUBREQUEST_HTTP_ERROR');
  isFailing = false;
  assert.equal(await codeOf('{ a }'), 'none');
  isFailing = true;
  for (let count = 0; count < 4; count++) assert.equal(await codeOf('{ x: a }'), 'SUBREQUEST_HTTP_ERROR');
  assert.equal(await codeOf('{ a }'), 'SUBREQUEST_CIRCUIT_OPEN');
  assert.equal(supergraph.requests.length, 20);
});

test('what is said of one subgraph goes before what is said of all', () => {
  const settings = subgraphSettings.parse({
    '*': { maxReplyBytes: 5, circuit: { probes: 1, openMs: 9 } },
    a: { circuit: { probes: 2 }, webSocketUrl: 'wss://a.example/live' },
  });
  const settingsOf = createSubgraphSettingsOf(settings);
  const { maxReplyBytes, circuit, webSocketUrl, compression } = settingsOf('a');
  assert.deepEqual(
    [maxReplyBytes, circuit.probes, circuit.openMs, circuit.minRequests, webSocketUrl, compression],
    [5, 2, 9, 20, 'wss://a.example/live', true],
  );
  assert.equal(settingsOf('b').circuit.probes, 1);
});

test('what cannot be meant is refused with its place', () => {
  for (const [path, settings] of [
    ['a.maxReplyBytes', { a: { maxReplyBytes: 2 ** 29 } }],
    ['a.maxReplyBytes', { a: { maxReplyBytes: 0 } }],
    ['a.circuit.failureShare', { a: { circuit: { failureShare: 0 } } }],
    ['a.circuit.failureShare', { a: { circuit: { failureShare: 1.1 } } }],
    ['a.webSocketUrl', { a: { webSocketUrl: 'ftp://a' } }],
    ['a.webSocketUrl', { a: { webSocketUrl: 'a' } }],
    ['*.webSocketUrl', { '*': { webSocketUrl: 'ws://a' } }],
    ['a', { a: { maxBytes: 1 } }],
  ] as const) {
    const { error } = subgraphSettings.safeParse(settings);
    assert.deepEqual(
      error?.issues.map((issue) => issue.path.join('.')),
      [path],
    );
  }
});
