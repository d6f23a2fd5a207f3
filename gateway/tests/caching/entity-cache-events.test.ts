import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepsEntities } from '../helpers/caching/open-catalogue.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

test('events of subscriptions are completed afresh, and leave nothing', async () => {
  const asked: string[] = [];
  await using ticker = await startTicker({
    beforeName: async (id) => void asked.push(id),
    cacheControl: 'public, max-age=600',
  });
  await using gateway = await startTestGateway({ sdl: ticker.sdl, settings: keepsEntities });
  const query = '{ last { author { name } } }';
  const client = gateway.connect();
  const events = client.iterate({ query: 'subscription { ticked { author { name } } }' });
  const first = events.next();
  await ticker.subscribed(1);
  ticker.tick(1, 'ada');
  await first;
  assert.deepEqual(asked, ['ada']);
  const answers = [await gateway.post({ query }), await gateway.post({ query })];
  for (const { body } of answers)
    assert.deepEqual(body, { data: { last: { author: { name: 'name of ada' } } } });
  assert.deepEqual(asked, ['ada', 'ada']);
  // Queries over WebSocket use the cache as those over HTTP do.
  assert.equal((await client.iterate({ query }).next()).value.data.last.author.name, 'name of ada');
  assert.deepEqual(asked, ['ada', 'ada']);
  const second = events.next();
  ticker.tick(2, 'ada');
  assert.equal((await second).value.data.ticked.author.name, 'name of ada');
  assert.deepEqual(asked, ['ada', 'ada', 'ada']);
});
