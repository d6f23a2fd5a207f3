import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { openRawSocket } from '../helpers/raw-socket.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker, type Ticker } from '../helpers/start-ticker.ts';

let ticker: Ticker;
let gateway: TestGateway;

before(async () => {
  ticker = await startTicker();
  gateway = await startTestGateway({ sdl: ticker.sdl });
});

after(async () => {
  await gateway[Symbol.asyncDispose]();
  await ticker[Symbol.asyncDispose]();
});

/** Often nearly right: what is quite wrong does not come far. */
const query = fc.oneof(
  fc.string(),
  fc.stringMatching(/^(query|mutation|subscription)? ?[A-Z]? ?\{ (now|echo|slow|reset|__typename)? ?\}$/),
  fc.stringMatching(
    /^(query|subscription) (\(\$a: Boolean!?\) )?\{ (now|ticked|\.\.\.) @(skip|include)(\(if: (true|1|\$a|\$b)\))? (\{ (n|ticked) \} )?\}$/,
  ),
  fc
    .array(
      fc.constantFrom(
        '{',
        '}',
        '(',
        ')',
        '[',
        '"',
        '"""',
        'now',
        'query',
        'fragment',
        'on',
        '...',
        '$a',
        ':',
        '@',
      ),
    )
    .map((tokens) => tokens.join(' ')),
);
const request = fc.record(
  {
    query: fc.oneof(query, fc.jsonValue()),
    variables: fc.jsonValue(),
    operationName: fc.jsonValue(),
    extensions: fc.oneof(
      fc.jsonValue(),
      fc.record({ persistedQuery: fc.jsonValue(), headers: fc.jsonValue() }),
    ),
  },
  { requiredKeys: [] },
);
const slowQuery = /slow/;

test('whatever is posted, the answer is a GraphQL response that blames the client or nobody', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(request, fc.jsonValue(), fc.string()), async (body) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      fc.pre(!slowQuery.test(text));
      const { status, body: answer } = await gateway.post(text);
      assert(status < 500, `${status} ${JSON.stringify(answer)}`);
      assert(answer.errors || answer.data);
      for (const { message, extensions } of answer.errors ?? []) {
        assert.equal(typeof message, 'string');
        assert.notEqual(extensions.code, 'INTERNAL_SERVER_ERROR');
      }
    }),
    { numRuns: 300 },
  );
});

test('whatever comes over a WebSocket, the gateway goes on serving', async () => {
  const message = fc.oneof(
    fc.record({ id: fc.string(), type: fc.constantFrom('subscribe', 'complete'), payload: request }),
    fc.record({ type: fc.constantFrom('ping', 'pong', 'connection_init', 'next'), payload: fc.jsonValue() }),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 5 }), async (messages) => {
      fc.pre(!slowQuery.test(JSON.stringify(messages)));
      using raw = await openRawSocket(gateway.url);
      raw.send({ type: 'connection_init' });
      await raw.receive();
      for (const one of messages) raw.send(JSON.stringify(one));
      raw.send({ id: 'last', type: 'subscribe', payload: { query: '{ now }' } });
      const answered = (async () => {
        for (;;) {
          const { id, payload } = await raw.receive();
          if (id === 'last') return payload;
        }
      })();
      const outcome = await Promise.race([answered, raw.closed]);
      if (outcome && typeof outcome === 'object' && 'code' in outcome) {
        assert.notEqual(outcome.code, 4500, JSON.stringify(messages));
      }
    }),
    { numRuns: 200 },
  );
  assert.deepEqual((await gateway.post({ query: '{ now }' })).body, { data: { now: 1 } });
});
