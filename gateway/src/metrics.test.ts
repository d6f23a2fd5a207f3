import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestGateway } from './testing/start-test-gateway.ts';
import { startTestSupergraph } from './testing/start-test-supergraph.ts';

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
