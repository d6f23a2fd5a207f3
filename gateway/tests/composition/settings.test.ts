import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTestSupergraph } from '../helpers/start-test-supergraph.ts';

/** A gateway with a configuration file, on two subgraphs that answer with a header and a cookie. */
async function startConfigured(settings: object, intercept?: (subgraph: string) => boolean) {
  await using cleanup = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-'));
  cleanup.defer(() => rm(directory, { recursive: true }));
  const path = join(directory, 'headgate.json');
  await writeFile(path, JSON.stringify(settings));
  const supergraph = cleanup.use(
    await startTestSupergraph({
      subgraphs: [
        { name: 'a', typeDefs: 'type Query { a: Int }', resolvers: { Query: { a: () => 1 } } },
        { name: 'b', typeDefs: 'type Query { b: Int }', resolvers: { Query: { b: () => 2 } } },
      ],
      intercept({ subgraph }, response) {
        response.setHeader('x-served-by', subgraph);
        response.setHeader('set-cookie', [`${subgraph}=1; Path=/`, `${subgraph}=2; Path=/x`]);
        response.setHeader('cache-control', 'public, max-age=60');
        return intercept?.(subgraph) ?? false;
      },
    }),
  );
  const gateway = cleanup.use(
    await startTestGateway({ sdl: supergraph.sdl, env: { HEADGATE_CONFIG: path } }),
  );
  const owned = cleanup.move();
  return { gateway, supergraph, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

test('rules decide which headers each subgraph gets', async () => {
  await using running = await startConfigured({
    requestHeaders: [
      { forward: 'x-tenant', as: 'x-org', subgraphs: ['a'] },
      { set: 'user-agent', value: 'acme' },
      { remove: 'authorization', subgraphs: ['b'] },
    ],
  });
  const { gateway, supergraph } = running;
  await gateway.post({ query: '{ a b }' }, { 'x-tenant': 't', authorization: 'Bearer x' });
  const seen = Object.fromEntries(
    supergraph.requests.map(({ subgraph, headers }) => [
      subgraph,
      [headers['x-org'], headers['x-tenant'], headers['user-agent'], headers.authorization],
    ]),
  );
  assert.deepEqual(seen, {
    a: ['t', undefined, 'acme', 'Bearer x'],
    b: [undefined, undefined, 'acme', undefined],
  });
});

test('answers that differ by a header that a rule forwards are kept apart', async () => {
  await using running = await startConfigured({ requestHeaders: [{ forward: 'x-tenant' }] });
  for (const tenant of ['1', '2', '1'])
    await running.gateway.post({ query: '{ a }' }, { 'x-tenant': tenant });
  assert.equal(running.supergraph.requests.length, 2);
});

test('no header of a subgraph reaches the client without a rule', async () => {
  await using running = await startConfigured({});
  const { headers } = await running.gateway.post({ query: '{ a b }' });
  assert.equal(headers.get('x-served-by'), null);
  assert.equal(headers.get('set-cookie'), null);
});

test('rules let headers and cookies of subgraphs through to the client, and answers with cookies are not kept', async () => {
  await using running = await startConfigured({
    responseHeaders: [
      { forward: 'X-Served-By', as: 'x-by' },
      { forward: 'set-cookie', subgraphs: ['a'] },
    ],
  });
  const { gateway, supergraph } = running;
  for (let time = 1; time <= 2; time++) {
    const { headers } = await gateway.post({ query: '{ a b }' });
    assert.deepEqual(headers.get('x-by')?.split(', ').sort(), ['a', 'b']);
    assert.deepEqual(headers.getSetCookie(), ['a=1; Path=/', 'a=2; Path=/x']);
    assert.equal(supergraph.requests.length, 2 * time);
  }
});

test('a subgraph has its own timeout', async () => {
  await using running = await startConfigured({ timeoutsMs: { b: 30 } }, (subgraph) => subgraph === 'b');
  const { body } = await running.gateway.post({ query: '{ a b }' });
  assert.deepEqual(body.data, { a: 1, b: null });
  assert.equal(body.errors?.[0]?.extensions.code, 'SUBREQUEST_TIMEOUT');
});
