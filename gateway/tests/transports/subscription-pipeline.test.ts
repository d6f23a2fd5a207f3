import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { OperationContext } from '../../src/operations/operation-context.ts';
import { openEventStream } from '../helpers/open-event-stream.ts';
import { openRawSocket } from '../helpers/raw-socket.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const query = 'subscription Ticks { ticked { n author { name } } }';

/** How a client hears of the first event of a subscription, or why there is none, by transport. */
const transports: Readonly<Record<string, (gateway: TestGateway, query: string) => Promise<string>>> = {
  async websocket(gateway, text) {
    using raw = await openRawSocket(gateway.url);
    raw.send({ type: 'connection_init' });
    await raw.receive();
    raw.send({ id: '1', type: 'subscribe', payload: { query: text } });
    return JSON.stringify((await raw.receive())['payload']);
  },
  sse: (gateway, text) => readFirst(gateway, text, 'text/event-stream'),
  multipart: (gateway, text) => readFirst(gateway, text, 'multipart/mixed;subscriptionSpec=1.0'),
};

async function readFirst({ url }: TestGateway, text: string, accept: string): Promise<string> {
  const stream = await openEventStream(url, { query: text, accept });
  return stream.text;
}

/** Notes which of its hooks are called, and who is said to have asked. */
function createWitness() {
  const hooks: string[] = [];
  const note = (hook: string) => async () => void hooks.push(hook);
  const plugin: ApolloServerPlugin<OperationContext> = {
    requestDidStart: async ({ request, contextValue }) => {
      hooks.push(`requestDidStart ${'headers' in contextValue} ${request.http?.method}`);
      return {
        didResolveSource: note('didResolveSource'),
        parsingDidStart: note('parsingDidStart'),
        validationDidStart: note('validationDidStart'),
        didResolveOperation: async ({ operation, operationName }) =>
          void hooks.push(`didResolveOperation ${operation?.operation} ${operationName}`),
        responseForOperation: async () => {
          hooks.push('responseForOperation');
          return null;
        },
        executionDidStart: note('executionDidStart'),
        didEncounterErrors: async ({ errors }) =>
          void hooks.push(`didEncounterErrors ${errors[0]?.extensions['code']}`),
        willSendResponse: note('willSendResponse'),
      } satisfies GraphQLRequestListener<OperationContext>;
    },
  };
  return { hooks, plugin };
}

const begun = ['requestDidStart true POST', 'didResolveSource', 'parsingDidStart', 'validationDidStart'];

for (const [name, hear] of Object.entries(transports)) {
  test(`plugins see a subscription over ${name} as they see a query`, async () => {
    const { hooks, plugin } = createWitness();
    await using ticker = await startTicker();
    await using gateway = await startTestGateway({ sdl: ticker.sdl, plugins: [plugin] });
    const heard = hear(gateway, query);
    await ticker.subscribed(1);
    ticker.tick(1);
    ticker.complete();
    assert.match(await heard, /"name of ada"/);
    assert.deepEqual(hooks.splice(0), [
      ...begun,
      'didResolveOperation subscription Ticks',
      'responseForOperation',
      'executionDidStart',
      'willSendResponse',
    ]);
    assert.match(await hear(gateway, 'subscription { nothing }'), /GRAPHQL_VALIDATION_FAILED/);
    assert.deepEqual(hooks, [...begun, 'didEncounterErrors GRAPHQL_VALIDATION_FAILED', 'willSendResponse']);
  });

  test(`a plugin may refuse a subscription over ${name}`, async () => {
    await using ticker = await startTicker();
    const plugin: ApolloServerPlugin = {
      requestDidStart: async () => ({
        didResolveOperation: async () => {
          throw new Error('hunter2');
        },
      }),
    };
    await using gateway = await startTestGateway({ sdl: ticker.sdl, plugins: [plugin] });
    const heard = await hear(gateway, query);
    assert.match(heard, /INTERNAL_SERVER_ERROR/);
    assert.doesNotMatch(heard, /hunter2/);
    assert.equal(ticker.subscribers.length, 0);
  });

  test(`a document that is larger than is accepted is refused over ${name}`, async () => {
    await using ticker = await startTicker();
    await using gateway = await startTestGateway({
      sdl: ticker.sdl,
      env: { MAX_DEPTH: '2', MAX_ALIASES: '2', MAX_TOKENS: '60' },
    });
    const cases = {
      MAX_DEPTH_LIMIT: 'subscription { ticked { author { id } } }',
      MAX_ALIASES_LIMIT: 'subscription { ticked { a: n b: n c: n } }',
      MAX_TOKENS_LIMIT: `subscription { ticked { ${'n '.repeat(60)} } }`,
    };
    for (const [code, text] of Object.entries(cases))
      assert.match(await hear(gateway, text), new RegExp(code));
    assert.equal(ticker.subscribers.length, 0);
  });
}

test('an event whose rest takes too long goes out with what there is, and the next ones follow', async () => {
  const never = Promise.withResolvers<void>();
  await using ticker = await startTicker({
    beforeName: async (id) => {
      if (id === 'slow') await never.promise;
    },
  });
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { REQUEST_TIMEOUT_MS: '200' } });
  const events = gateway.connect().iterate({ query });
  const first = events.next();
  await ticker.subscribed(1);
  ticker.tick(1, 'slow');
  const { data, errors } = (await first).value;
  assert.deepEqual(data, { ticked: { n: 1, author: { name: null } } });
  assert.deepEqual(
    errors.map(({ path, extensions }: { path: unknown; extensions: object }) => ({ path, ...extensions })),
    [{ path: ['ticked', 'author', 'name'], code: 'SUBREQUEST_CANCELLED', service: 'names' }],
  );
  ticker.tick(2);
  assert.equal((await events.next()).value.data.ticked.author.name, 'name of ada');
  never.resolve();
});

test('each operation over a WebSocket, and each event, is a trace of its own', async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.register();
  try {
    await using ticker = await startTicker();
    await using gateway = await startTestGateway({ sdl: ticker.sdl });
    const client = gateway.connect();
    await client.iterate({ query: 'query Now { now }' }).next();
    await client
      .iterate({ query: '{ nothing }' })
      .next()
      .catch(() => undefined);
    const events = client.iterate({ query });
    const first = events.next();
    await ticker.subscribed(1);
    ticker.tick(1);
    await first;
    ticker.tick(2, 'nobody');
    await events.next();
  } finally {
    trace.disable();
    context.disable();
  }
  const spans = exporter.getFinishedSpans().filter(({ kind }) => kind === SpanKind.SERVER);
  assert.deepEqual(
    spans.map(({ name, status, attributes }) => [
      name,
      SpanStatusCode[status.code],
      attributes['graphql.operation.name'],
    ]),
    [
      ['query Now', 'UNSET', 'Now'],
      ['GraphQL Operation', 'OK', undefined],
      ['subscription Ticks', 'UNSET', 'Ticks'],
      ['subscription Ticks event', 'UNSET', 'Ticks'],
      ['subscription Ticks event', 'ERROR', 'Ticks'],
    ],
  );
  assert.equal(new Set(spans.map((span) => span.spanContext().traceId)).size, spans.length);
});
