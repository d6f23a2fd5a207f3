import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEventStream } from '../helpers/open-event-stream.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const query = 'subscription { ticked { n author { id } } }';
const part = '\r\ncontent-type: application/json\r\n\r\n{}\r\n--graphql';

const formats = [
  {
    name: 'multipart',
    accept: 'multipart/mixed;subscriptionSpec=1.0',
    heartbeatMs: 5_000,
    opening: `\r\n--graphql${part}`,
    heartbeat: part,
    ending: '--\r\n',
  },
  {
    name: 'server-sent events',
    accept: 'text/event-stream',
    heartbeatMs: 12_000,
    opening: ':\n\n',
    heartbeat: ':\n\n',
    ending: 'event: complete\ndata:\n\n',
  },
];

for (const { name, accept, heartbeatMs, opening, heartbeat, ending } of formats) {
  test(`a stream of ${name} says at once, and every ${heartbeatMs / 1000} seconds, that it is alive`, async (t) => {
    await using ticker = await startTicker();
    await using gateway = await startTestGateway({ sdl: ticker.sdl });
    t.mock.timers.enable({ apis: ['setInterval'] });
    const stream = await openEventStream(gateway.url, { query, accept });
    await stream.until(opening);
    await ticker.subscribed(1);
    for (let beat = 1; beat <= 3; beat += 1) {
      t.mock.timers.tick(heartbeatMs - 1);
      t.mock.timers.tick(1);
      await stream.until(opening + heartbeat.repeat(beat));
    }
    t.mock.timers.tick(heartbeatMs - 1);
    ticker.complete();
    assert.equal(await stream.text, opening + heartbeat.repeat(3) + ending);
  });

  test(`a client that takes nothing of its ${name} for some heartbeats is cut off`, async (t) => {
    await using ticker = await startTicker();
    await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { KEEP_ALIVE_MS: '100000' } });
    t.mock.timers.enable({ apis: ['setInterval'] });
    const dead = await openEventStream(gateway.url, { query, accept, reads: false });
    const live = gateway.connect().iterate({ query: 'subscription { ticked { n } }' });
    const first = live.next();
    await ticker.subscribed(2);
    ticker.tick(0);
    await first;
    const padding = 'x'.repeat(1_000_000);
    for (let n = 1; n <= 12; n += 1) {
      const next = live.next();
      ticker.tick(n, padding);
      assert.equal((await next).value.data.ticked.n, n);
    }
    t.mock.timers.tick(heartbeatMs * 6);
    await ticker.subscribed(1);
    await assert.rejects(dead.read());
    const last = live.next();
    ticker.tick(21);
    assert.equal((await last).value.data.ticked.n, 21);
  });
}
