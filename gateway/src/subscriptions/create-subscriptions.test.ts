import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { composeSupergraph } from '../../tests/helpers/compose-supergraph.ts';
import { openRawSocket } from '../../tests/helpers/raw-socket.ts';
import { startTestGateway } from '../../tests/helpers/start-test-gateway.ts';
import { startTicker } from '../../tests/helpers/start-ticker.ts';

const query = 'subscription ($from: Int) { ticked(from: $from) { n author { name } } }';

const withCode = (code: string) => (errors: readonly { extensions: { code: string } }[]) => {
  assert.equal(errors[0]?.extensions.code, code);
  return true;
};

test('events keep the order of the subgraph although the rest of the plan takes its time', async () => {
  const slow = Promise.withResolvers<void>();
  const asked: string[] = [];
  const allAsked = Promise.withResolvers<void>();
  await using ticker = await startTicker({
    beforeName: async (id) => {
      asked.push(id);
      if (asked.length === 3) allAsked.resolve();
      if (id === 'slow') await slow.promise;
    },
  });
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const events = gateway.connect().iterate({ query });
  const first = events.next();
  await ticker.subscribed(1);
  ticker.tick(1, 'slow');
  ticker.tick(2, 'ada');
  ticker.tick(3, 'nobody');
  await allAsked.promise;
  slow.resolve();
  const seen = [await first, await events.next(), await events.next()].map(({ value }) => value);
  assert.deepEqual(
    seen.map(({ data, errors }) => [data.ticked.n, data.ticked.author?.name, errors?.length]),
    [
      [1, 'name of slow', undefined],
      [2, 'name of ada', undefined],
      [3, null, 1],
    ],
  );
});

test('variables and the token go to the subgraph, with the socket and with the operation', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = gateway.connect({ connectionParams: { Authorization: 'Bearer of-the-socket' } });
  const open = [
    client.iterate({ query, variables: { from: 2 } }),
    client.iterate({ query, extensions: { headers: { authorization: 'Bearer of-the-operation' } } }),
  ];
  const events = open.map((iterator) => iterator.next());
  await ticker.subscribed(2);
  ticker.tick(1);
  ticker.tick(2);
  assert.equal((await events[0])?.value.data.ticked.n, 2);
  assert.equal((await events[1])?.value.data.ticked.n, 1);
  assert.deepEqual(
    ticker.subscribers
      .map(({ authorization, connectionParams }) => [authorization, connectionParams?.['authorization']])
      .toSorted(),
    [
      ['Bearer of-the-operation', 'Bearer of-the-operation'],
      ['Bearer of-the-socket', 'Bearer of-the-socket'],
    ],
  );
});

test('subscriptions of one identity share a socket to the subgraph, those of others do not', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = gateway.connect();
  const subscribe = (authorization: string, from: number) =>
    client.iterate({ query, variables: { from }, extensions: { headers: { authorization } } }).next();
  const events = ['ada', 'ada', 'ada', 'bob'].map(subscribe);
  await ticker.subscribed(4);
  assert.equal(ticker.ticks.sockets(), 2);
  ticker.tick(9);
  await Promise.all(events);
});

test('the last client to leave closes the subscription at the subgraph', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = gateway.connect();
  const events = client.iterate({ query });
  const first = events.next();
  await ticker.subscribed(1);
  ticker.tick(1);
  await first;
  await events.return?.();
  await ticker.subscribed(0);
  using raw = await openRawSocket(gateway.url);
  raw.send({ type: 'connection_init' });
  await raw.receive();
  raw.send({ id: '1', type: 'subscribe', payload: { query } });
  await ticker.subscribed(1);
  raw.socket.terminate();
  await ticker.subscribed(0);
});

const reported = {
  message: 'The subgraph reported an error.',
  extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', service: 'ticks' },
};

test('what a subgraph refuses is an error without its message, and says which subgraph', async () => {
  await using ticker = await startTicker();
  const ticks = {
    ...ticker.ticks,
    typeDefs: ticker.ticks.typeDefs.replace('n: Int!', 'n: Int!, unknown: Int'),
  };
  await using gateway = await startTestGateway({ sdl: composeSupergraph([ticks, ticker.names]) });
  const client = gateway.connect();
  assert.deepEqual(await Array.fromAsync(client.iterate({ query: 'subscription { refused }' })), [
    { data: { refused: null }, errors: [{ ...reported, path: ['refused'] }] },
  ]);
  const invalid = client.iterate({ query: 'subscription { ticked { n unknown } }' }).next();
  await assert.rejects(invalid, (errors: readonly object[]) => {
    assert.deepEqual(errors, [reported]);
    return true;
  });
});

test('a subgraph that dies ends its subscriptions with an error, and can be subscribed to when it is back', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { SUBSCRIPTION_RETRIES: '0' } });
  const client = gateway.connect();
  const events = client.iterate({ query });
  const first = events.next();
  await ticker.subscribed(1);
  ticker.tick(1);
  await first;
  const next = events.next();
  ticker.ticks.cut();
  await assert.rejects(next, (errors: readonly object[]) => {
    assert.deepEqual(errors, [
      {
        message: 'The connection to the subgraph was lost or refused.',
        extensions: { code: 'SUBREQUEST_WEBSOCKET_ERROR', service: 'ticks' },
      },
    ]);
    return true;
  });
  await ticker.subscribed(0);
  const again = client.iterate({ query }).next();
  await ticker.subscribed(1);
  ticker.tick(2);
  assert.equal((await again).value.data.ticked.n, 2);
});

test('a subgraph that is not there is an error of the subscription', async () => {
  await using ticker = await startTicker();
  const env = { SUBGRAPHS: 'ticks=http://127.0.0.1:1/graphql', SUBSCRIPTION_RETRIES: '0' };
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env });
  const client = gateway.connect();
  await assert.rejects(client.iterate({ query }).next(), withCode('SUBREQUEST_WEBSOCKET_ERROR'));
  const { value } = await client.iterate({ query: '{ now }' }).next();
  withCode('SUBREQUEST_HTTP_ERROR')(value.errors);
});

test('a bad token is refused at subscribe, and one that expires ends its subscriptions', async () => {
  await using issuer = await startIdentityProvider();
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: issuer.env });
  const client = gateway.connect({ connectionParams: { authorization: 'Bearer nonsense' } });
  await assert.rejects(client.iterate({ query }).next(), withCode('UNAUTHENTICATED'));
  await assert.rejects(client.iterate({ query: '{ now }' }).next(), withCode('UNAUTHENTICATED'));
  const authorization = `Bearer ${await issuer.issueToken({ userId: 'ada', lifetimeSeconds: 1 })}`;
  const events = client.iterate({ query, extensions: { headers: { authorization } } });
  await assert.rejects(events.next(), withCode('SUBSCRIPTION_JWT_EXPIRED'));
  await ticker.subscribed(0);
  const lasting = `Bearer ${await issuer.issueToken({ userId: 'ada' })}`;
  const again = client.iterate({ query, extensions: { headers: { authorization: lasting } } }).next();
  await ticker.subscribed(1);
  ticker.tick(1);
  assert.equal((await again).value.data.ticked.n, 1);
});

test('a client that does not read is cut off, and the others notice nothing', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { MAX_WAITING_EVENTS: '10' } });
  using slow = await openRawSocket(gateway.url);
  slow.send({ type: 'connection_init' });
  await slow.receive();
  const padding = 'x'.repeat(100_000);
  slow.send({
    id: '1',
    type: 'subscribe',
    payload: { query: 'subscription { ticked { n author { id } } }' },
  });
  await ticker.subscribed(1);
  const events = gateway.connect().iterate({ query: 'subscription { ticked { n } }' });
  const first = events.next();
  await ticker.subscribed(2);
  slow.socket.pause();
  ticker.tick(0);
  assert.equal((await first).value.data.ticked.n, 0);
  for (let n = 1; n <= 200; n += 1) {
    ticker.tick(n, padding);
    assert.equal((await events.next()).value.data.ticked.n, n);
  }
  await ticker.subscribed(1);
  slow.socket.resume();
  assert.equal((await slow.closed).code, 4413);
});

test('a new supergraph keeps the subscriptions that still fit, and ends the others', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = gateway.connect();
  const kept = client.iterate({ query: 'subscription { ticked { n } }' });
  const ended = client.iterate({ query });
  const events = [kept.next(), ended.next()];
  await ticker.subscribed(2);
  ticker.tick(1);
  await Promise.all(events);
  const last = ended.next();
  const next = kept.next();
  const names = { ...ticker.names, typeDefs: ticker.names.typeDefs.replace('name: String', 'title: String') };
  await gateway.rewrite(composeSupergraph([ticker.ticks, names]));
  await assert.rejects(last, withCode('SUBSCRIPTION_SCHEMA_RELOAD'));
  await ticker.subscribed(1);
  ticker.tick(2);
  assert.equal((await next).value.data.ticked.n, 2);
  await assert.rejects(client.iterate({ query }).next(), withCode('GRAPHQL_VALIDATION_FAILED'));
});
