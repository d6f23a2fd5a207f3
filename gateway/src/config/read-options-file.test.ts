import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseConfig } from '@headgate/service/parse-config.ts';
import { gatewayConfig } from './config.ts';

async function readConfig(text: string) {
  const directory = await mkdtemp(join(tmpdir(), 'headgate-'));
  const path = join(directory, 'headgate.yaml');
  await writeFile(path, text);
  try {
    return parseConfig(gatewayConfig, { SUPERGRAPH: 's.graphql', HEADGATE_CONFIG: path }).settings;
  } finally {
    await rm(directory, { recursive: true });
  }
}

test('an empty file changes nothing', async () => {
  const { settings } = parseConfig(gatewayConfig, { SUPERGRAPH: 's.graphql' });
  assert.deepEqual(await readConfig(''), settings);
  assert.deepEqual(await readConfig('{}'), settings);
  assert.deepEqual(settings.traffic, {
    shareInFlight: true,
    shareOperations: true,
    retry: true,
    breakCircuit: true,
    mergeFetches: true,
    aliasFetches: true,
    postponeFetches: true,
    deduplicate: true,
    reuseFields: true,
    keepAlive: true,
    cancelFetches: true,
    passDeadline: true,
  });
});

test('JSON is read as well as YAML, and names of headers in any case', async () => {
  const { requestHeaders, traffic } = await readConfig(
    '{"traffic": {"retry": false}, "requestHeaders": [{"forward": "X-Tenant", "as": "X-Org"}]}',
  );
  assert.equal(traffic.retry, false);
  assert.deepEqual(requestHeaders, [{ forward: 'x-tenant', as: 'x-org' }]);
});

test('every problem of a file is reported at once, with its path', async () => {
  const file = `
traffic: { retry: maybe, sharing: true }
timeoutsMs: { products: 0 }
holdMs: -1
timeout: 3
requestHeaders:
  - forward: host
  - set: x-a
  - remove: x-a
    forward: x-b
responseHeaders:
  - forward: content-length
`;
  await assert.rejects(readConfig(file), ({ message }: Error) => {
    for (const problem of [
      'traffic.retry: expected true or false',
      'traffic: unknown: sharing',
      'timeoutsMs.products: expected a whole number of milliseconds, at least 1',
      'holdMs: expected a whole number of milliseconds',
      '(file): unknown: timeout',
      'requestHeaders[0].forward: this header belongs to the connection or the message',
      'requestHeaders[1]: set and value go together',
      'requestHeaders[2]: expected one of forward, set and remove',
      'responseHeaders[0].forward: the gateway writes this header itself',
    ])
      assert.ok(message.includes(problem), `${problem} is not in ${message}`);
    return true;
  });
});

test('a file that is no YAML, or is not there, is a problem of HEADGATE_CONFIG', async () => {
  await assert.rejects(readConfig('a: [1'), /HEADGATE_CONFIG/);
  const env = { SUPERGRAPH: 's.graphql', HEADGATE_CONFIG: '/nowhere/headgate.yaml' };
  assert.throws(() => parseConfig(gatewayConfig, env), /HEADGATE_CONFIG.*\n.*ENOENT/);
});
