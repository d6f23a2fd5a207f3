import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { after, before, beforeEach, test } from 'node:test';
import { SpanKind, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { traceSteps } from '../../src/telemetry/trace-steps.ts';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';

const exporter = new InMemorySpanExporter();
const users = [{ id: 'u1' }, { id: 'u2' }];
let refusals = 0;
let isKept = true;
let engine: TestEngine;

before(async () => {
  new NodeTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
    sampler: { shouldSample: () => ({ decision: isKept ? 2 : 0 }) },
  }).register();
  engine = await startTestEngine({
    engine: { traces: traceSteps },
    intercept(_request, response) {
      if (refusals === 0) return false;
      refusals -= 1;
      response.writeHead(503).end();
      return true;
    },
    subgraphs: [
      {
        name: 'accounts',
        typeDefs: 'type Query { users: [User!]! } type User @key(fields: "id") { id: ID! }',
        resolvers: { Query: { users: () => users } },
      },
      {
        name: 'posts',
        typeDefs: 'type User @key(fields: "id") { id: ID! count: Int rank: Int }',
        resolvers: { User: { __resolveReference: (reference) => reference, count: () => 1, rank: () => 2 } },
      },
    ],
  });
});

after(async () => {
  await engine[Symbol.asyncDispose]();
  trace.disable();
});

beforeEach(() => {
  isKept = true;
  refusals = 0;
});

/** Runs operations as one request would, and gives the spans below its own. */
const spansOf = (...queries: readonly string[]) =>
  collectSpans(() => Promise.all(queries.map((query) => engine.run(query))));

/** Does work as one request would, and gives the spans below its own. */
async function collectSpans(work: () => Promise<unknown>) {
  exporter.reset();
  const tracer = trace.getTracer('test');
  const rootId = await tracer.startActiveSpan('request', async (span) => {
    await work();
    span.end();
    return span.spanContext().spanId;
  });
  const below = exporter.getFinishedSpans().filter(({ name }) => name !== 'request');
  for (const { parentSpanContext } of below) assert.equal(parentSpanContext?.spanId, rootId);
  return below;
}

test('planning and fetches are spans below that of the operation, and say what they are', async () => {
  const [plan, root, entities, ...others] = await spansOf('{ users { count } }');
  assert.deepEqual(others, []);
  assert.deepEqual(
    [plan, root, entities].map((span) => [span?.name, span?.kind]),
    [
      ['plan', SpanKind.INTERNAL],
      ['fetch accounts', SpanKind.CLIENT],
      ['fetch posts', SpanKind.CLIENT],
    ],
  );
  const { 'url.full': url, 'server.port': port, ...attributes } = entities?.attributes ?? {};
  assert.equal(url, `http://127.0.0.1:${port}/`);
  assert.deepEqual(attributes, {
    'headgate.subgraph': 'posts',
    'headgate.fetch.entities': 2,
    'http.request.method': 'POST',
    'http.response.status_code': 200,
    'server.address': '127.0.0.1',
  });
  const again = await spansOf('{ users { count } }');
  assert.deepEqual(
    again.slice(-2).map(({ name }) => name),
    ['fetch accounts', 'fetch posts'],
    'a plan that is there is no step',
  );
  const gathered = (await spansOf('{ users { count } others: users { rank } }')).at(-1);
  assert.equal(gathered?.attributes['headgate.fetch.wave'], 1);
  assert.equal(gathered?.attributes['headgate.fetch.operations'], 2);
});

test('a fetch over a Unix socket says which', async () => {
  const [span] = await collectSpans(() =>
    traceSteps.fetch({ subgraph: 'a' }, 'unix:///run/a.sock?path=/graphql', async () => undefined),
  );
  assert.deepEqual(span?.attributes, {
    'headgate.subgraph': 'a',
    'http.request.method': 'POST',
    'url.full': 'unix:///run/a.sock?path=/graphql',
    'server.address': '/run/a.sock',
    'network.transport': 'unix',
  });
});

test('a fetch that was sent again, failed or waited for an equal one says so', async () => {
  refusals = 2;
  const [retried] = (await spansOf('{ users { id } }')).filter(({ name }) => name === 'fetch accounts');
  assert.equal(retried?.attributes['headgate.fetch.retries'], 2);
  assert.equal(retried?.attributes['http.response.status_code'], 200);
  const both = (await spansOf('{ a: users { id } }', '{ a: users { id } b: __typename }')).filter(
    ({ name }) => name === 'fetch accounts',
  );
  assert.deepEqual(both.map(({ attributes }) => attributes['headgate.fetch.shared']).sort(), [
    true,
    undefined,
  ]);
  refusals = 3;
  const [failed] = (await spansOf('{ users { id } }')).filter(({ name }) => name === 'fetch accounts');
  assert.equal(failed?.attributes['error.type'], 'SUBREQUEST_HTTP_ERROR');
});

test('subgraphs are told the span that asks them where our telemetry is there, and by nobody twice', async () => {
  const traceparents = () => engine.supergraph.requests.map(({ headers }) => headers['traceparent']);
  engine.supergraph.requests.length = 0;
  await spansOf('{ users { id } }');
  assert.deepEqual(traceparents(), [undefined]);
  const listen = () => undefined;
  subscribe('headgate:telemetry', listen);
  engine.supergraph.requests.length = 0;
  const [kept] = await spansOf('{ users { id } }');
  const { traceId, spanId } = kept?.spanContext() ?? {};
  assert.deepEqual(traceparents(), [`00-${traceId}-${spanId}-01`]);
  isKept = false;
  engine.supergraph.requests.length = 0;
  await spansOf('{ users { id } }');
  assert.match(traceparents().join(), /^00-[\da-f]{32}-[\da-f]{16}-00$/);
  unsubscribe('headgate:telemetry', listen);
});

test('of a trace that nobody keeps there are no spans', async () => {
  isKept = false;
  assert.deepEqual(await spansOf('{ users { name: count } }'), []);
});
