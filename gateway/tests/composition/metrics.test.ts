import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { metrics as openTelemetry } from '@opentelemetry/api';
import { startShop } from '../helpers/caching/start-shop.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTestSupergraph } from '../helpers/start-test-supergraph.ts';
import { startTicker } from '../helpers/start-ticker.ts';

/** Samples by name and labels. */
async function readMetrics(url: string | undefined): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(url ?? '');
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

function startSupergraph() {
  return startTestSupergraph({
    subgraphs: [
      { name: 'a', typeDefs: 'type Query { a: Int }', resolvers: { Query: { a: () => 1 } } },
      { name: 'b', typeDefs: 'type Query { b: Int }', resolvers: { Query: { b: () => 2 } } },
    ],
    intercept({ subgraph }, response) {
      if (subgraph === 'b') response.writeHead(400).end();
      return subgraph === 'b';
    },
  });
}

/** Packages of OpenTelemetry's SDK that this process has loaded. */
function listLoaded(): readonly string[] {
  const paths = Object.keys(createRequire(import.meta.url).cache);
  return [...new Set(paths.flatMap((path) => /@opentelemetry\/(?:sdk|exporter)[^/]*/.exec(path) ?? []))];
}

test('nothing of an SDK is loaded for a gateway whose metrics nobody collects', async () => {
  await using supergraph = await startSupergraph();
  await using gateway = await startTestGateway({ sdl: supergraph.sdl });
  assert.equal((await gateway.post({ query: '{ a }' })).status, 200);
  assert.deepEqual(listLoaded(), []);
  await using counting = await startTestGateway({ sdl: supergraph.sdl, env: { METRICS_PORT: '0' } });
  assert((await readMetrics(counting.metricsUrl)).size > 0);
  assert(listLoaded().includes('@opentelemetry/sdk-metrics'));
});

test('who collects metrics of OpenTelemetry gets what is served, and no more after the gateway has ended', async () => {
  const { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } =
    await import('@opentelemetry/sdk-metrics');
  const reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE),
  });
  const provider = new MeterProvider({ readers: [reader] });
  const collect = async () => {
    const { resourceMetrics } = await reader.collect();
    const [scope] = resourceMetrics.scopeMetrics;
    return new Map(scope?.metrics.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints]));
  };
  openTelemetry.setGlobalMeterProvider(provider);
  try {
    await using supergraph = await startSupergraph();
    for (const env of [{}, { METRICS_PORT: '0' }]) {
      await using gateway = await startTestGateway({ sdl: supergraph.sdl, env });
      await gateway.post({ query: '{ a }' });
      if (gateway.metricsUrl !== undefined) {
        const served = await readMetrics(gateway.metricsUrl);
        assert.equal(served.get('headgate_operation_duration_seconds_count{operation="anonymous"}'), 1);
      }
      const [operations] = (await collect()).get('headgate.operations') ?? [];
      assert.equal(operations?.value, 1);
      assert.equal(operations.attributes['result'], 'ok');
    }
    const durations = (await collect()).get('headgate.operation.duration') ?? [];
    assert.deepEqual(
      durations.map(({ value }) => (value as { readonly count: number }).count),
      [2],
    );
  } finally {
    openTelemetry.disable();
    await provider.shutdown();
  }
});

test('requests, those to subgraphs by outcome, and plans are counted', async () => {
  await using supergraph = await startSupergraph();
  await using gateway = await startTestGateway({ sdl: supergraph.sdl, env: { METRICS_PORT: '0' } });
  await gateway.post({ query: '{ a b }' });
  await gateway.post({ query: '{ a b }' });
  const metrics = await readMetrics(gateway.metricsUrl);
  const read = (name: string) => metrics.get(`headgate_${name}`);
  assert.deepEqual(
    [
      read('request_duration_seconds_count{status="200"}'),
      read('subgraph_request_duration_seconds_count{subgraph="a",outcome="answered"}'),
      read('subgraph_request_duration_seconds_count{subgraph="b",outcome="refused"}'),
      read('subgraph_requests_total'),
      read('plan_lookups_total'),
      read('plan_misses_total'),
      read('plans_made_total'),
      read('subscription_clients'),
      read('cache_events_total{event="response.miss"}'),
    ],
    [2, 2, 2, 4, 2, 1, 1, 0, 2],
  );
  assert.ok(metrics.has('process_cpu_seconds_total'));
});

test('metrics are not on the public port, nor anywhere unless wanted', async () => {
  await using supergraph = await startSupergraph();
  await using gateway = await startTestGateway({ sdl: supergraph.sdl });
  assert.equal(gateway.metricsUrl, undefined);
  assert.equal((await fetch(new URL('/metrics', gateway.url))).status, 404);
});

test('a subgraph that is left alone is told until it answers again', async () => {
  let isFailing = true;
  await using supergraph = await startTestSupergraph({
    subgraphs: [{ name: 'a', typeDefs: 'type Query { a: Int }', resolvers: { Query: { a: () => 1 } } }],
    intercept(_, response) {
      if (isFailing) response.writeHead(503).end();
      return isFailing;
    },
  });
  const circuit = { minRequests: 2, probes: 1, openMs: 1 };
  await using gateway = await startTestGateway({
    sdl: supergraph.sdl,
    env: { METRICS_PORT: '0' },
    settings: { subgraphs: { '*': { circuit } } },
  });
  const ask = () => gateway.post({ query: '{ a }' });
  const readCircuit = async () =>
    (await readMetrics(gateway.metricsUrl)).get('headgate_subgraph_circuit_open{subgraph="a"}');
  assert.equal(await readCircuit(), undefined, 'of who never failed there is nothing to tell');
  await ask();
  await ask();
  assert.equal(await readCircuit(), 1);
  isFailing = false;
  while ((await ask()).body.errors);
  assert.equal(await readCircuit(), 0);
});

test('refused connections are counted', async () => {
  await using supergraph = await startSupergraph();
  await using gateway = await startTestGateway({
    sdl: supergraph.sdl,
    env: { METRICS_PORT: '0', MAX_CONNECTIONS: '1' },
  });
  const readRefused = async () =>
    (await readMetrics(gateway.metricsUrl)).get('headgate_connections_refused_total');
  assert.equal(await readRefused(), 0);
  const port = Number(new URL(gateway.url).port);
  const held = connect(port, '127.0.0.1');
  await once(held, 'connect');
  for (const refused of [1, 2]) {
    assert.match(await text(connect(port, '127.0.0.1')), /^HTTP\/1\.1 503 /);
    assert.equal(await readRefused(), refused);
  }
  held.destroy();
});

test('answers that were kept and operations that are not admitted are counted as others are', async () => {
  await using shop = await startShop({ shop: 'max-age=60, public', prices: 'max-age=60, public' });
  await using gateway = await startTestGateway({
    sdl: shop.sdl,
    env: { METRICS_PORT: '0', MAX_DEPTH: '5' },
  });
  const client = { 'apollographql-client-name': 'web', 'apollographql-client-version': '3' };
  for (let count = 0; count < 3; count += 1)
    await gateway.post({ query: 'query Shop { products { name } }' }, client);
  assert.equal(shop.requests.length, 1);
  await gateway.post({ query: `{ ${'a { '.repeat(20)} b ${'}'.repeat(20)} }` }, client);
  await gateway.post('{"query": 5}', client);
  const metrics = await readMetrics(gateway.metricsUrl);
  const counted = [...metrics].filter(([name]) => name.startsWith('headgate_operations_total'));
  assert.deepEqual(Object.fromEntries(counted), {
    'headgate_operations_total{operation="Shop",type="query",client_name="web",client_version="3",code="OK",result="ok"}': 3,
    'headgate_operations_total{operation="unknown",type="unknown",client_name="web",client_version="unknown",code="MAX_DEPTH_LIMIT",result="refused"}': 1,
    'headgate_operations_total{operation="unknown",type="unknown",client_name="web",client_version="unknown",code="BAD_REQUEST",result="refused"}': 1,
  });
});

test('operations of the stock executor are counted as others are', async () => {
  await using supergraph = await startSupergraph();
  const env = { METRICS_PORT: '0', HEADGATE_ENGINE: 'apollo' };
  await using gateway = await startTestGateway({ sdl: supergraph.sdl, env });
  for (const query of ['query A { a }', 'query A { a }', '{ never }']) await gateway.post({ query });
  const metrics = await readMetrics(gateway.metricsUrl);
  const labels = (operation: string, type: string, code: string, result: string) =>
    `headgate_operations_total{operation="${operation}",type="${type}",client_name="unknown",client_version="unknown",code="${code}",result="${result}"}`;
  assert.equal(metrics.get(labels('A', 'query', 'OK', 'ok')), 2);
  assert.equal(metrics.get(labels('unknown', 'unknown', 'GRAPHQL_VALIDATION_FAILED', 'refused')), 1);
});

test('subscriptions of clients and sockets are counted by why they ended', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { METRICS_PORT: '0' } });
  const query = 'subscription { ticked { n } }';
  const completed = Array.fromAsync(gateway.connect().iterate({ query }));
  await ticker.subscribed(1);
  ticker.complete();
  await completed;
  const leaving = gateway.connect();
  const events = leaving.iterate({ query });
  const first = events.next();
  await ticker.subscribed(1);
  ticker.tick(1);
  await first;
  await leaving.dispose();
  const expected = [
    'headgate_subscription_ends_total{code="COMPLETED"}',
    'headgate_subscription_ends_total{code="LEFT"}',
    'headgate_socket_closes_total{code="1000"}',
  ];
  for (;;) {
    const metrics = await readMetrics(gateway.metricsUrl);
    if (expected.every((name) => (metrics.get(name) ?? 0) > 0)) break;
    await delay(20);
  }
});

test('connections to Redis that fail are counted where they are scraped', async () => {
  await using supergraph = await startSupergraph();
  // Nobody listens there.
  const env = { METRICS_PORT: '0', REDIS_URL: 'redis://127.0.0.1:9' };
  await using gateway = await startTestGateway({ sdl: supergraph.sdl, env });
  const problems = channel('headgate:redis:problem');
  assert.ok(problems.hasSubscribers);
  const name = 'headgate_redis_problems_total{kind="ECONNREFUSED"}';
  while (!(((await readMetrics(gateway.metricsUrl)).get(name) ?? 0) > 0)) await delay(20);
  await gateway[Symbol.asyncDispose]();
  assert.ok(!problems.hasSubscribers, 'of a gateway that has ended nobody counts');
});
