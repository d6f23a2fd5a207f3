import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import type { Client } from 'graphql-ws';
import { openEventStream } from '../helpers/open-event-stream.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker, type Ticker } from '../helpers/start-ticker.ts';

const query = 'subscription ($from: Int) { ticked(from: $from) { n author { name } } }';

interface Variation {
  readonly variables?: Record<string, unknown>;
  readonly authorization?: string;
}

function subscribe(client: Client, { variables = {}, authorization = 'Bearer a' }: Variation = {}) {
  return client.iterate({ query, variables, extensions: { headers: { authorization } } });
}

/** Sends the first event when that many clients share a subscription at the subgraph. */
async function tickWhenShared(ticker: Ticker, gateway: TestGateway, clients: number): Promise<void> {
  await ticker.subscribed(1);
  while (gateway.subscriptions.clients < clients) await new Promise((resolve) => setImmediate(resolve));
  ticker.tick(1);
}

test('identical subscriptions share one at the subgraph, and one execution of each event', async () => {
  let names = 0;
  await using ticker = await startTicker({
    beforeName: async () => {
      names += 1;
    },
  });
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const clients = Array.from({ length: 5 }, () => subscribe(gateway.connect()));
  const events = clients.map((client) => client.next());
  const stream = await openEventStream(gateway.url, {
    query,
    accept: 'text/event-stream',
    headers: { authorization: 'Bearer a' },
  });
  await tickWhenShared(ticker, gateway, 6);
  const expected = { data: { ticked: { n: 1, author: { name: 'name of ada' } } } };
  for (const { value } of await Promise.all(events)) assert.deepEqual(value, expected);
  await stream.until(JSON.stringify(expected));
  assert.equal(names, 1);
  assert.equal(ticker.subscribers.length, 1);
  assert.deepEqual(
    { ...gateway.subscriptions },
    {
      upstreams: 1,
      clients: 6,
      events: 1,
      completing: 0,
      deliveries: 6,
      sharedExecutions: 5,
    },
  );
  for (const client of clients) await client.return?.();
  ticker.complete();
  await stream.text;
  await ticker.subscribed(0);
  assert.deepEqual([gateway.subscriptions.upstreams, gateway.subscriptions.clients], [0, 0]);
});

test('one that leaves takes nothing from the others, and the last one closes it', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const [first, second] = [subscribe(gateway.connect()), subscribe(gateway.connect())];
  const events = [first.next(), second.next()];
  await tickWhenShared(ticker, gateway, 2);
  await Promise.all(events);
  await first.return?.();
  const next = second.next();
  ticker.tick(2);
  assert.equal((await next).value.data.ticked.n, 2);
  await second.return?.();
  await ticker.subscribed(0);
});

test('subscriptions with other variables, or of other callers, share nothing', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = gateway.connect();
  const open = [
    subscribe(client),
    subscribe(client, { variables: { from: 1 } }),
    subscribe(client, { authorization: 'Bearer b' }),
  ];
  const events = open.map((events) => events.next());
  await ticker.subscribed(3);
  ticker.tick(1);
  await Promise.all(events);
  assert.equal(gateway.subscriptions.sharedExecutions, 0);
});

test('a public field is shared by all, and its subgraph hears of no caller', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    settings: { subscriptions: { fields: { ticked: { public: true } } } },
  });
  const client = gateway.connect();
  const open = ['Bearer a', 'Bearer b'].map((authorization) => subscribe(client, { authorization }));
  const events = open.map((events) => events.next());
  await tickWhenShared(ticker, gateway, 2);
  await Promise.all(events);
  assert.deepEqual(
    ticker.subscribers.map(({ authorization }) => authorization),
    [undefined],
  );
});

/** Subscribes twice with equal variables, the second time when the first has had an event. */
async function joinLate(system: { ticker: Ticker; gateway: TestGateway }, variation: Variation) {
  const { ticker, gateway } = system;
  const client = gateway.connect();
  const early = subscribe(client, variation);
  const first = early.next();
  await ticker.subscribed(1);
  ticker.tick(1);
  await first;
  const late = subscribe(client, variation).next();
  while (gateway.subscriptions.clients < 2) await new Promise((resolve) => setImmediate(resolve));
  return { early, late };
}

test('who comes late joins where no argument says where to begin', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const { late } = await joinLate({ ticker, gateway }, { variables: { from: null } });
  assert.equal(gateway.subscriptions.upstreams, 1);
  ticker.tick(2);
  assert.equal((await late).value.data.ticked.n, 2);
});

test('who comes late where an argument may say where to begin gets all events of its own, and others join that', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const { early, late } = await joinLate({ ticker, gateway }, { variables: { from: 1 } });
  await ticker.subscribed(2);
  const third = subscribe(gateway.connect(), { variables: { from: 1 } }).next();
  while (gateway.subscriptions.clients < 3) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(gateway.subscriptions.upstreams, 2);
  const next = early.next();
  ticker.tick(2);
  for (const { value } of await Promise.all([next, late, third])) assert.equal(value.data.ticked.n, 2);
});

test('who comes late joins, whatever the arguments, where the field is known to begin now', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    settings: { subscriptions: { fields: { ticked: { begins: 'now' } } } },
  });
  const { late } = await joinLate({ ticker, gateway }, { variables: { from: 1 } });
  assert.equal(gateway.subscriptions.upstreams, 1);
  ticker.tick(2);
  assert.equal((await late).value.data.ticked.n, 2);
});

test('a field that is known to begin with past events is shared at its start only, and not asked for again', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    settings: { subscriptions: { fields: { ticked: { begins: 'past' } } } },
  });
  const { early, late } = await joinLate({ ticker, gateway }, {});
  await ticker.subscribed(2);
  const ends = Promise.allSettled([early.next(), late]);
  ticker.ticks.cut();
  for (const { status } of await ends) assert.equal(status, 'rejected');
  assert.equal(ticker.subscribers.length, 2);
});

test('callers share nothing although their subgraphs cannot tell them apart', async (t) => {
  const env = { FORWARD_HEADERS: 'x-tenant' };
  await t.test('by their tokens, where nobody verifies them', async () => {
    await using ticker = await startTicker();
    await using gateway = await startTestGateway({ sdl: ticker.sdl, env });
    const client = gateway.connect();
    const open = ['Bearer a', 'Bearer b', 'Bearer a'].map((authorization) =>
      subscribe(client, { authorization }).next(),
    );
    while (gateway.subscriptions.clients < 3) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(gateway.subscriptions.upstreams, 2);
    await ticker.subscribed(2);
    ticker.tick(1);
    await Promise.all(open);
    assert.deepEqual(
      ticker.subscribers.map(({ authorization }) => authorization),
      [undefined, undefined],
    );
  });
  await t.test(
    'by their identity, where somebody does, so that a new token of one caller joins',
    async () => {
      await using issuer = await startIdentityProvider();
      await using ticker = await startTicker();
      await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { ...issuer.env, ...env } });
      const client = gateway.connect();
      const users = ['ada', 'bob', 'ada'];
      const tokens = await Promise.all(
        users.map((userId, index) => issuer.issueToken({ userId, lifetimeSeconds: 60 + index })),
      );
      const open = tokens.map((token) => subscribe(client, { authorization: `Bearer ${token}` }).next());
      while (gateway.subscriptions.clients < 3) await new Promise((resolve) => setImmediate(resolve));
      assert.equal(gateway.subscriptions.upstreams, 2);
      await ticker.subscribed(2);
      ticker.tick(1);
      await Promise.all(open);
    },
  );
});

test('a subgraph that comes back is subscribed to again, and clients notice nothing', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const clients = [subscribe(gateway.connect()), subscribe(gateway.connect())];
  const events = clients.map((client) => client.next());
  await tickWhenShared(ticker, gateway, 2);
  await Promise.all(events);
  ticker.ticks.cut();
  await ticker.subscribed(0);
  await ticker.subscribed(1);
  const next = clients.map((client) => client.next());
  ticker.tick(2);
  for (const { value } of await Promise.all(next)) assert.equal(value.data.ticked.n, 2);
  assert.equal(ticker.subscribers.length, 2);
});

test('a token that expires ends the subscription of its client, and those who share it go on', async () => {
  await using issuer = await startIdentityProvider();
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    env: issuer.env,
    settings: { subscriptions: { fields: { ticked: { public: true } } } },
  });
  const client = gateway.connect();
  const signIn = async (userId: string, lifetimeSeconds: number) =>
    `Bearer ${await issuer.issueToken({ userId, lifetimeSeconds })}`;
  const lasting = subscribe(client, { authorization: await signIn('ada', 60) });
  const first = lasting.next();
  await ticker.subscribed(1);
  const expiring = subscribe(client, { authorization: await signIn('bob', 2) });
  await assert.rejects(Array.fromAsync(expiring), (errors: { extensions: { code: string } }[]) => {
    assert.equal(errors[0]?.extensions.code, 'SUBSCRIPTION_JWT_EXPIRED');
    return true;
  });
  ticker.tick(1);
  assert.equal((await first).value.data.ticked.n, 1);
  assert.deepEqual([gateway.subscriptions.upstreams, gateway.subscriptions.clients], [1, 1]);
});

test('who comes after the subgraph has completed subscribes anew, though events are still being delivered', async () => {
  const slow = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await using ticker = await startTicker({
    beforeName: async (id) => {
      if (id !== 'slow') return;
      asked.resolve();
      await slow.promise;
    },
  });
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const early = Array.fromAsync(subscribe(gateway.connect()));
  await ticker.subscribed(1);
  ticker.tick(1, 'slow');
  await asked.promise;
  ticker.complete();
  await ticker.subscribed(0);
  // An event over the same socket says that the end of the first subscription has arrived too.
  const late = subscribe(gateway.connect(), { variables: { from: 2 } });
  const second = late.next();
  await ticker.subscribed(1);
  ticker.tick(2);
  assert.equal((await second).value.data.ticked.n, 2);
  const joined = subscribe(gateway.connect()).next();
  await ticker.subscribed(2);
  slow.resolve();
  assert.equal((await early).length, 1);
  ticker.tick(3);
  assert.equal((await joined).value.data.ticked.n, 3);
});
