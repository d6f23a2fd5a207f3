import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startCollector } from '@headgate/telemetry/test-support/start-collector.ts';
import { spawnHeadgate } from '../helpers/spawn-headgate.ts';
import { startTestSupergraph } from '../helpers/start-test-supergraph.ts';

const register = import.meta.resolve('@headgate/telemetry/register.ts');

test('operations are requests by name, client, version and code, and those that failed are failures', async () => {
  await using cleanup = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-'));
  cleanup.defer(() => rm(directory, { recursive: true }));
  const collector = cleanup.use(await startCollector());
  const supergraph = cleanup.use(
    await startTestSupergraph({
      subgraphs: [
        {
          name: 'a',
          typeDefs: 'type Query { a: Int, broken: Int! }',
          resolvers: {
            Query: {
              a: () => 1,
              broken() {
                throw new Error('broken');
              },
            },
          },
        },
        { name: 'gone', typeDefs: 'type Query { gone: Int }', resolvers: { Query: { gone: () => 1 } } },
      ],
      intercept({ subgraph }, response) {
        if (subgraph === 'gone') response.writeHead(503).end();
        return subgraph === 'gone';
      },
    }),
  );
  const file = join(directory, 'supergraph.graphql');
  await writeFile(file, supergraph.sdl);
  const gateway = await spawnHeadgate({
    args: ['--supergraph', file, '--port', '0'],
    env: {
      APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString,
      OTEL_SERVICE_NAME: 'gateway',
    },
    nodeOptions: ['--import', register],
  });
  const client = { 'apollographql-client-name': 'web', 'apollographql-client-version': '3' };
  for (const query of [
    'query Home { a }',
    'query Home { a }',
    'query Gone { gone }',
    'query Never { never }',
  ])
    await (
      await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...client },
        body: JSON.stringify({ query }),
      })
    ).text();
  await (await fetch(new URL('/health/ready', gateway.url))).text();
  assert.equal(await gateway.stop(), 0);
  const of = (kind: string) =>
    collector.envelopes.filter(({ name }) => name.endsWith(kind)).map(({ data }) => data.baseData);
  const requests = of('Request')
    .filter(({ properties }) => properties?.['headgate.operation.result'] !== undefined)
    .map(({ name, success, properties = {} }) => [
      name,
      success,
      properties['headgate.operation.result'],
      properties['headgate.error.type'],
      `${properties['headgate.client.name']} ${properties['headgate.client.version']}`,
    ]);
  assert.deepEqual(requests, [
    ['query Home', true, 'ok', undefined, 'web 3'],
    ['query Home', true, 'ok', undefined, 'web 3'],
    ['query Gone', false, 'failed', 'SUBREQUEST_HTTP_ERROR', 'web 3'],
    ['GraphQL Operation', true, 'refused', 'GRAPHQL_VALIDATION_FAILED', 'web 3'],
  ]);
  const counted = of('Metric')
    .filter(({ metrics = [] }) => metrics.some(({ name }) => name === 'headgate.operations'))
    .map(({ metrics = [], properties = {} }) => {
      const { operation, client_name: name, client_version: version, code, result } = properties;
      return `${operation} ${name} ${version} ${code} ${result}: ${metrics[0]?.value}`;
    });
  assert.deepEqual(counted.sort(), [
    'Gone web 3 SUBREQUEST_HTTP_ERROR failed: 1',
    'Home web 3 OK ok: 2',
    'unknown web 3 GRAPHQL_VALIDATION_FAILED refused: 1',
  ]);
});
