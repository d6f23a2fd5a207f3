import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { composeSupergraph } from '../helpers/compose-supergraph.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';

/** A subgraph that answers everything as it is told. */
async function startSubgraph(answer: (response: ServerResponse) => void) {
  const server = createServer((request, response) => void request.resume().on('end', () => answer(response)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return {
    sdl: composeSupergraph([{ name: 'steering', url, typeDefs: 'type Query { a: Int, b: Int }' }]),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('nothing in a subgraph’s body steers the status or the headers of an answer', async (t) => {
  let extensions: object = {};
  await using subgraph = await startSubgraph((response) => {
    const errors = [{ message: 'no', path: ['a'], extensions: { code: 'NO', ...extensions } }];
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: { a: null, b: 1 }, errors, extensions }));
  });
  for (const exposes of ['true', 'false']) {
    await using gateway = await startTestGateway({
      sdl: subgraph.sdl,
      env: { EXPOSE_SUBGRAPH_ERRORS: exposes },
    });
    for (const http of [
      ...[99_999, 99.5, -1, 401, 204, 304, 100, 101, 0, '401', null, { a: 1 }].map((status) => ({ status })),
      { status: 500, headers: [['x-evil', '1']] },
      { headers: { 'x-evil': '1' } },
      { headers: [['set-cookie', 'a=b\r\nx-evil: 1']] },
      'text',
      7,
    ]) {
      await t.test(`${JSON.stringify(http)}, exposed: ${exposes}`, async () => {
        extensions = { http };
        const answer = await gateway.post({ query: '{ a b }' });
        assert.equal(answer.status, 200);
        assert.deepEqual(answer.body.data, { a: null, b: 1 });
        assert.equal(answer.body.errors?.length, 1);
        assert.equal(answer.headers.get('x-evil'), null);
        assert.equal(answer.headers.get('set-cookie'), null);
      });
    }
  }
});

test('an answer that cannot be written is an error, and no client waits for ever', async (t) => {
  await using subgraph = await startSubgraph((response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"a":1}}');
  });
  let spoil: (http: { status?: number; headers: Map<string, string> }) => void = () => undefined;
  await using gateway = await startTestGateway({
    sdl: subgraph.sdl,
    plugins: [
      {
        requestDidStart: async () => ({
          willSendResponse: async ({ response }) => spoil(response.http),
        }),
      },
    ],
  });
  for (const status of [99_999, 99.5, -1, 100, 204, 304, Number.NaN]) {
    await t.test(`status ${status}`, async () => {
      spoil = (http) => {
        http.status = status;
      };
      assert.equal((await gateway.post({ query: '{ a }' })).status, 500);
    });
  }
  await t.test('a header that is none', async () => {
    spoil = (http) => void http.headers.set('x-bad', 'a\r\nb');
    const { status, body } = await gateway.post({ query: '{ a }' });
    assert.deepEqual([status, body.errors?.[0]?.extensions.code], [500, 'INTERNAL_SERVER_ERROR']);
  });
  for (const [name, value] of [
    ['transfer-encoding', 'nonsense'],
    ['content-length', '9999'],
    ['connection', 'upgrade'],
  ] as const) {
    await t.test(`${name}: ${value} is not said`, async () => {
      spoil = (http) => void http.headers.set(name, value);
      const { status, body } = await gateway.post({ query: '{ a }' });
      assert.deepEqual([status, body], [200, { data: { a: 1 } }]);
    });
  }
  spoil = () => undefined;
  assert.deepEqual((await gateway.post({ query: '{ a }' })).body, { data: { a: 1 } });
});

test('a subgraph that refuses by a text says by the headers that rules forward when to come again', async (t) => {
  let status = 200;
  await using subgraph = await startSubgraph((response) => {
    response.writeHead(status, { 'retry-after': '7', 'set-cookie': ['a=1', 'b=2'], 'x-other': 'x' });
    response.end('Not now.');
  });
  await using gateway = await startTestGateway({
    sdl: subgraph.sdl,
    settings: { responseHeaders: [{ forward: 'retry-after' }, { forward: 'set-cookie' }] },
  });
  for (const each of [429, 503, 401, 200]) {
    await t.test(`status ${each}`, async () => {
      status = each;
      const { headers, body } = await gateway.post({
        query: `{ a b ... @include(if: true) { x${each}: a } }`,
      });
      assert.match(body.errors?.[0]?.extensions.code ?? '', /^SUBREQUEST_/);
      assert.deepEqual(
        [headers.get('retry-after'), headers.getSetCookie(), headers.get('x-other')],
        ['7', ['a=1', 'b=2'], null],
      );
    });
  }
});
