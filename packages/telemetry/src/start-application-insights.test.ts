import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { runSample } from './test-support/run-sample.ts';
import { type Collector, startCollector } from './test-support/start-collector.ts';

const ask = async (url: string, path: string) => (await fetch(new URL(path, url))).status;

/** By name, without the account's prefix. */
const listOf = ({ envelopes }: Collector, kind: string) =>
  envelopes.filter(({ name }) => name.endsWith(kind)).map(({ tags, data }) => ({ tags, ...data.baseData }));

test('what fails is a failure and an exception, once and in its trace; what a client got wrong and probes are none', async () => {
  await using collector = await startCollector();
  await runSample({ APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString }, async (url) => {
    assert.equal(await ask(url, '/failing'), 500);
    assert.equal(await ask(url, '/refused'), 404);
    assert.equal(await ask(url, '/health/ready'), 503);
  });
  const requests = listOf(collector, 'Request');
  const told = requests.map(({ responseCode, success }) => `${responseCode} ${success}`);
  assert.deepEqual(told.sort(), ['200 true', '200 true', '200 true', '404 true', '500 false']);
  const failed = requests.find(({ success }) => success === false);
  const traceId = failed?.tags['ai.operation.id'];
  const ofTrace = (kind: string) =>
    listOf(collector, kind).filter(({ tags }) => tags['ai.operation.id'] === traceId);
  assert.deepEqual(
    ofTrace('RemoteDependency').map(({ success }) => success),
    [false],
  );
  assert.equal(
    ofTrace('Exception').length,
    1,
    'which was logged, and is not told by the call that failed too',
  );
});

test('what nobody has caught is an exception, once and without secrets', async () => {
  await using collector = await startCollector();
  const { code } = await runSample(
    { APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString },
    async (url) => {
      await assert.rejects(ask(url, '/crashing'));
    },
  );
  assert.equal(code, 1);
  // One more is of what the sample is always asked for.
  assert.equal(listOf(collector, 'Exception').length, 2);
  assert.doesNotMatch(JSON.stringify(collector.envelopes), /ada@example/);
});

test('where Azure collects, live and standard metrics are sent', async (t) => {
  await using cleanup = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-tls-'));
  cleanup.defer(() => rm(directory, { recursive: true }));
  const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
  try {
    await promisify(execFile)('openssl', [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '1',
      ],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-keyout', key, '-out', certificate],
    ]);
  } catch {
    t.skip('this machine has no openssl');
    return;
  }
  const tls = { key: await readFile(key, 'utf8'), cert: await readFile(certificate, 'utf8') };
  const collector = cleanup.use(await startCollector({ tls }));
  await runSample(
    { APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString, NODE_EXTRA_CA_CERTS: certificate },
    async () => {
      while (!collector.live.includes('post')) await delay(50);
    },
  );
  assert.equal(collector.live[0], 'ping');
  // Azure makes standard metrics itself of what is not marked: they are sent each minute.
  const [request] = listOf(collector, 'Request');
  assert.match(request?.properties?.['_MS.ProcessedByMetricExtractors'] ?? '', /Requests/);
});
