import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { test } from 'node:test';
import type { Environment } from '@headgate/service/parse-config.ts';
import type { ClientOptions } from 'graphql-ws';
import { collectLogs } from '../helpers/collect-logs.ts';
import { composeSupergraph } from '../helpers/compose-supergraph.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';

/** What the gateway asks for, and how the subgraph is to answer. */
interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly query: string; readonly variables: object };
  readonly subscription: {
    readonly callbackUrl: string;
    readonly subscriptionId: string;
    readonly verifier: string;
    readonly heartbeatIntervalMs: number;
  };
  answer(status: number, body: object): void;
}

/** A subgraph that does nothing by itself. */
async function startSubgraph() {
  const asked: Asked[] = [];
  let arrived = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as Asked['body'] & { extensions: Pick<Asked, 'subscription'> };
    asked.push({
      headers: request.headers,
      body,
      subscription: body.extensions.subscription,
      answer: (status, answer) =>
        void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
    });
    arrived.resolve();
    arrived = Promise.withResolvers();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return {
    sdl: composeSupergraph([
      {
        name: 'counts',
        url,
        typeDefs: 'type Query { now: Int } type Subscription { counted(from: Int): Int }',
      },
    ]),
    async asked(): Promise<Asked> {
      while (asked.length === 0) await arrived.promise;
      return asked.shift() as Asked;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface GatewayOptions {
  readonly callback?: object;
  readonly env?: Environment;
}

async function startGateway(sdl: string, { callback = {}, env = {} }: GatewayOptions = {}) {
  const { logger, lines } = collectLogs();
  const gateway = await startTestGateway({
    sdl,
    env,
    logger,
    settings: { subscriptions: { callback: { subgraphs: ['counts'], port: 0, ...callback } } },
  });
  const listening = lines.find(({ msg }) => msg === 'listening for callbacks');
  return { ...gateway, callbackUrl: String(listening?.['ownUrl']) };
}

/** What happens to one subscription of a client. */
function subscribe(
  gateway: Pick<TestGateway, 'connect'>,
  query = 'subscription { counted }',
  options?: Partial<ClientOptions>,
) {
  const events = gateway.connect(options).iterate({ query });
  const next = async () => (await events.next()).value;
  return { next, leave: () => events.return?.() };
}

const callBack = ({ subscription }: Asked, message: object) =>
  post(subscription.callbackUrl, subscription, message);

async function post(
  url: string,
  { subscriptionId, verifier }: Asked['subscription'],
  message: object | string,
) {
  const base = { kind: 'subscription', id: subscriptionId, verifier };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'subscription-protocol': 'callback/1.0' },
    body: typeof message === 'string' ? message : JSON.stringify({ ...base, ...message }),
  });
  return {
    status: response.status,
    protocol: response.headers.get('subscription-protocol'),
    text: await response.text(),
  };
}

const taken = { status: 204, protocol: 'callback/1.0', text: '' };
const withCode = (code: string) => (errors: readonly { extensions: { code: string } }[]) => {
  assert.equal(errors[0]?.extensions.code, code);
  return true;
};

test('the subgraph is told all that it needs to call back, and its callbacks are taken in order', async () => {
  await using subgraph = await startSubgraph();
  await using gateway = await startGateway(subgraph.sdl, {
    env: { FORWARD_HEADERS: 'authorization,x-tenant' },
  });
  const client = subscribe(gateway, 'subscription { counted(from: 2) }', {
    connectionParams: { authorization: 'Bearer a' },
  });
  const first = client.next();
  const asked = await subgraph.asked();
  const { subscriptionId, callbackUrl, heartbeatIntervalMs } = asked.subscription;
  assert.match(String(asked.headers.accept), /^application\/json;callbackSpec=1\.0/);
  assert.match(subscriptionId, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  assert.equal(callbackUrl, `${gateway.callbackUrl}/${subscriptionId}`);
  assert.equal(heartbeatIntervalMs, 5_000);
  assert.match(asked.body.query, /counted\(from: ?\$_l0\)/);
  assert.deepEqual(asked.body.variables, { _l0: 2 });
  assert.deepEqual([asked.headers['x-tenant'], asked.headers.authorization], [undefined, 'Bearer a']);
  assert.deepEqual(await callBack(asked, { action: 'check' }), taken);
  asked.answer(200, { data: null });
  for (const counted of [1, 2, 3]) {
    assert.deepEqual(await callBack(asked, { action: 'next', payload: { data: { counted } } }), taken);
  }
  assert.deepEqual(await callBack(asked, { action: 'complete' }), taken);
  assert.deepEqual(
    [await first, await client.next(), await client.next(), await client.next()],
    [{ data: { counted: 1 } }, { data: { counted: 2 } }, { data: { counted: 3 } }, undefined],
  );
  assert.equal((await callBack(asked, { action: 'next', payload: { data: { counted: 4 } } })).status, 404);
});

test('what is no callback for an open subscription is refused, and changes nothing', async (t) => {
  await using subgraph = await startSubgraph();
  await using gateway = await startGateway(subgraph.sdl, { callback: { maxBytes: 2_000 } });
  const client = subscribe(gateway);
  const first = client.next();
  const asked = await subgraph.asked();
  await callBack(asked, { action: 'check' });
  asked.answer(200, { data: null });
  const other = '00000000-0000-4000-8000-000000000000';
  const elsewhere = `${gateway.callbackUrl}/${other}`;
  const { callbackUrl, subscriptionId, verifier } = asked.subscription;
  const forged = `${Buffer.from('http://127.0.0.1:1').toString('base64url')}.${verifier.split('.')[1]}`;
  const payload = { data: { counted: 9 } };
  const cases: readonly [string, string, object | string, number][] = [
    ['a wrong verifier', callbackUrl, { action: 'next', payload, verifier: 'guess' }, 401],
    ['an empty verifier', callbackUrl, { action: 'next', payload, verifier: '' }, 401],
    [
      'a verifier with the address of another gateway',
      callbackUrl,
      { action: 'check', verifier: forged },
      401,
    ],
    ['an id that the verifier is not for', elsewhere, { action: 'check', id: other }, 401],
    ['an id that is not that of the address', elsewhere, { action: 'check' }, 400],
    ['no id', gateway.callbackUrl, { action: 'check' }, 404],
    ['another path', new URL(`/graphql/${subscriptionId}`, callbackUrl).href, { action: 'check' }, 404],
    ['an unknown action', callbackUrl, { action: 'heartbeat' }, 400],
    ['another kind', callbackUrl, { action: 'check', kind: 'query' }, 400],
    ['an event without a payload', callbackUrl, { action: 'next' }, 400],
    ['errors that are none', callbackUrl, { action: 'complete', errors: 'broken' }, 400],
    ['text that is not JSON', callbackUrl, 'hello', 400],
    ['JSON that is no object', callbackUrl, 'null', 400],
    ['a body larger than is accepted', callbackUrl, { action: 'next', payload: 'x'.repeat(3_000) }, 413],
  ];
  for (const [name, url, message, status] of cases) {
    await t.test(name, async () => {
      const answer = await post(url, asked.subscription, message);
      assert.deepEqual([answer.status, answer.protocol], [status, 'callback/1.0']);
      assert.doesNotMatch(answer.text, new RegExp(verifier.replaceAll('.', '\\.')));
    });
  }
  const byGet = await fetch(callbackUrl);
  assert.deepEqual([byGet.status, byGet.headers.get('allow')], [405, 'POST']);
  await callBack(asked, { action: 'next', payload: { data: { counted: 1 } } });
  assert.deepEqual(await first, { data: { counted: 1 } });
});

test('a subgraph that refuses, fails, or does not call back ends the subscription with an error', async (t) => {
  await using subgraph = await startSubgraph();
  await using gateway = await startGateway(subgraph.sdl, { env: { SUBSCRIPTION_RETRIES: '0' } });
  const cases: readonly [string, number, object, string][] = [
    ['refuses', 400, { errors: [{ message: 'no', extensions: { code: 'NOT_ALLOWED' } }] }, 'NOT_ALLOWED'],
    ['refuses with status 200', 200, { data: null, errors: [{ message: 'no' }] }, 'DOWNSTREAM_SERVICE_ERROR'],
    ['fails', 503, {}, 'SUBREQUEST_WEBSOCKET_ERROR'],
    ['accepts without a check', 200, { data: null }, 'SUBREQUEST_WEBSOCKET_ERROR'],
  ];
  for (const [name, status, body, code] of cases) {
    await t.test(name, async () => {
      const first = subscribe(gateway).next();
      const asked = await subgraph.asked();
      asked.answer(status, body);
      await assert.rejects(first, withCode(code));
      assert.equal((await callBack(asked, { action: 'check' })).status, 404);
    });
  }
});

test('a subgraph that fails is asked again under another id', async () => {
  await using subgraph = await startSubgraph();
  await using gateway = await startGateway(subgraph.sdl);
  const first = subscribe(gateway).next();
  const failed = await subgraph.asked();
  failed.answer(500, { errors: [{ message: 'The callback could not be reached' }] });
  const again = await subgraph.asked();
  assert.notEqual(again.subscription.subscriptionId, failed.subscription.subscriptionId);
  assert.equal((await callBack(failed, { action: 'check' })).status, 404);
  await callBack(again, { action: 'check' });
  again.answer(200, { data: null });
  await callBack(again, { action: 'next', payload: { data: { counted: 1 } } });
  assert.deepEqual(await first, { data: { counted: 1 } });
});

test('an event that is none is one with an error, and the subscription goes on', async () => {
  await using subgraph = await startSubgraph();
  await using gateway = await startGateway(subgraph.sdl);
  const client = subscribe(gateway);
  const first = client.next();
  const asked = await subgraph.asked();
  await callBack(asked, { action: 'check' });
  asked.answer(200, { data: null });
  await callBack(asked, { action: 'next', payload: { data: { counted: 'many' } } });
  await callBack(asked, { action: 'next', payload: { data: { counted: 2 } } });
  const { data, errors } = await first;
  assert.deepEqual([data, errors[0].extensions.code], [{ counted: null }, 'INVALID_SUBGRAPH_DATA']);
  assert.deepEqual(await client.next(), { data: { counted: 2 } });
});

const secret = { CALLBACK_SECRET: 'a secret that all gateways of a system share' };

test('a callback that comes to another gateway reaches the one that has the subscription, in order', async () => {
  await using subgraph = await startSubgraph();
  await using front = await startGateway(subgraph.sdl, { env: secret });
  await using gateway = await startGateway(subgraph.sdl, {
    env: secret,
    callback: { publicUrl: front.callbackUrl },
  });
  const client = subscribe(gateway);
  const first = client.next();
  const asked = await subgraph.asked();
  assert(asked.subscription.callbackUrl.startsWith(front.callbackUrl));
  assert.deepEqual(await callBack(asked, { action: 'check' }), taken);
  asked.answer(200, { data: null });
  for (const counted of [1, 2]) await callBack(asked, { action: 'next', payload: { data: { counted } } });
  assert.deepEqual([await first, await client.next()], [{ data: { counted: 1 } }, { data: { counted: 2 } }]);
  assert.equal(front.subscriptions.events, 0);
  await client.leave();
  while (gateway.subscriptions.upstreams > 0) await new Promise(setImmediate);
  assert.equal((await callBack(asked, { action: 'check' })).status, 404);
});

test('a callback for a gateway that is gone is answered 404 by another one', async () => {
  await using subgraph = await startSubgraph();
  await using front = await startGateway(subgraph.sdl, { env: secret });
  const gateway = await startGateway(subgraph.sdl, {
    env: secret,
    callback: { publicUrl: front.callbackUrl },
  });
  subscribe(gateway)
    .next()
    .catch(() => undefined);
  const asked = await subgraph.asked();
  assert.deepEqual(await callBack(asked, { action: 'check' }), taken);
  await gateway[Symbol.asyncDispose]();
  assert.equal((await callBack(asked, { action: 'check' })).status, 404);
});

test('a callback for a gateway with another secret is refused', async () => {
  await using subgraph = await startSubgraph();
  await using front = await startGateway(subgraph.sdl);
  await using gateway = await startGateway(subgraph.sdl, { callback: { publicUrl: front.callbackUrl } });
  subscribe(gateway)
    .next()
    .catch(() => undefined);
  const asked = await subgraph.asked();
  assert.equal((await callBack(asked, { action: 'check' })).status, 401);
});
