import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startCollector } from './test-support/start-collector.ts';

const preload = new URL('register.ts', import.meta.url).href;
const sample = fileURLToPath(new URL('test-support/sample-service.ts', import.meta.url));

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;

async function runSample(env: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', preload, sample], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let asked = '';
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url: string };
    assert.equal(await (await fetch(url)).text(), 'inner');
    asked = await (await fetch(new URL('/trace', url), { headers: { traceparent } })).text();
    break;
  }
  const stopping = performance.now();
  child.kill('SIGTERM');
  const [code] = await exited;
  return { code, asked, tookMs: performance.now() - stopping };
}

test('a request and the requests that it makes are reported as one trace, at the latest when the process stops', async () => {
  await using collector = await startCollector();
  const { code, asked } = await runSample({
    APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString,
    OTEL_SERVICE_NAME: 'sample-role',
  });
  assert.equal(code, 0);
  assert.equal(asked.split('-')[1], traceId, 'what is stored of a request leads back to its trace');
  const find = (name: string) =>
    collector.envelopes.filter(
      (envelope) => envelope.name.endsWith(name) && envelope.tags['ai.operation.id'] !== traceId,
    );
  const requests = find('Request');
  const dependencies = find('RemoteDependency');
  assert.equal(requests.length, 2);
  assert.equal(dependencies.length, 1);
  const traces = new Set([...requests, ...dependencies].map(({ tags }) => tags['ai.operation.id']));
  assert.equal(traces.size, 1);
  for (const { tags } of requests) assert.equal(tags['ai.cloud.role'], 'sample-role');
});

test('a collector that does not answer holds up the end for a few seconds at most', async () => {
  await using collector = await startCollector({ deaf: true });
  const { code, tookMs } = await runSample({
    APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString,
  });
  assert.equal(code, 0);
  assert(tookMs < 6_000, `took ${tookMs} ms`);
});

test('without a connection string nothing is loaded', async () => {
  const { code, asked } = await runSample({});
  assert.deepEqual([code, asked], [0, '']);
  const script = `
    await import(${JSON.stringify(preload)});
    const { createRequire } = await import('node:module');
    process.exitCode = Object.keys(createRequire(${JSON.stringify(preload)}).cache).length;
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { PATH: process.env['PATH'] },
  });
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});
