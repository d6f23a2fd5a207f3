import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApolloClient, gql, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

test('Apollo Client queries and subscribes over one WebSocket', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = new ApolloClient({
    link: new GraphQLWsLink(gateway.connect()),
    cache: new InMemoryCache(),
  });
  const { data } = await client.query<{ now: number }>({ query: gql`{ now }` });
  assert.equal(data?.now, 1);
  const seen: number[] = [];
  const { promise: completed, resolve } = Promise.withResolvers<void>();
  client
    .subscribe<{ ticked: { n: number } }>({ query: gql`subscription { ticked { n } }` })
    .subscribe({ next: (event) => void seen.push(event.data?.ticked.n ?? 0), complete: resolve });
  await ticker.subscribed(1);
  ticker.tick(1);
  ticker.tick(2);
  ticker.complete();
  await completed;
  assert.deepEqual(seen, [1, 2]);
});
