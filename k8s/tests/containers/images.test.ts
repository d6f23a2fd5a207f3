import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { buildImages } from '../../images/build-images.ts';
import { createEngine, type Engine } from '../../images/buildah.ts';
import { makeFirstImages } from '../../images/make-first-images.ts';
import { serviceImages } from '../../images/services.ts';
import { cacheFolder } from '../../kubectl/cache-folder.ts';
import { k8sFolder } from '../../kubectl/write-overlay.ts';
import { eventually } from '../support/eventually.ts';
import { findPorts } from '../support/find-ports.ts';

/** What an image may weigh, as it is pulled, in MB; a new package that is more than that should be seen. */
const budgetMb: Readonly<Record<string, number>> = {
  // 3 MB of it are the web application.
  gateway: 75,
  accounts: 75,
  'accounts-migrations': 75,
  activity: 75,
  alerts: 75,
  functions: 60,
  // 22 MB of it are DuckDB.
  insights: 105,
};

let engine: Engine;
let tags: Record<string, string>;
let folder: string;

before(async () => {
  engine = createEngine(join(cacheFolder(process.env), 'images'));
  folder = await mkdtemp(join(tmpdir(), 'headgate-images-'));
  tags = await buildImages(engine, Object.keys(serviceImages), await makeFirstImages(engine));
});
after(() => rm(folder, { recursive: true }));

interface Configuration {
  readonly User: string;
  readonly Entrypoint: readonly string[] | null;
  readonly Labels: Readonly<Record<string, string>>;
}

for (const [service, budget] of Object.entries(budgetMb)) {
  test(`the image of ${service} is small, of nobody in particular, and says what is in it`, async () => {
    const tag = tags[service] ?? assert.fail();
    const [{ Config, Healthcheck }] = JSON.parse(await engine.podman('image', 'inspect', tag)) as [
      { Config: Configuration; Healthcheck?: unknown },
    ];
    assert.equal(Config.User, '65532:65532');
    assert.equal(Config.Labels['org.opencontainers.image.title'], `headgate ${service}`);
    assert(Healthcheck);
    // One folder for all: layers that they share are compressed once.
    const layout = join(folder, 'layout');
    await engine.buildah('push', '--compression-format', 'gzip', tag, `oci:${layout}:${service}`);
    const { layers } = await readManifest(layout, service);
    const megabytes = layers.reduce((sum, { size }) => sum + size, 0) / 1e6;
    assert(megabytes < budget, `${service} is ${megabytes.toFixed(1)} MB, more than ${budget} MB`);
    console.log(`${service}: ${megabytes.toFixed(1)} MB`);
  });
}

interface ImageIndex {
  readonly manifests: readonly {
    readonly digest: string;
    readonly annotations: Readonly<Record<string, string>>;
  }[];
}

/** Of one image in a folder: https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
async function readManifest(layout: string, name: string): Promise<{ layers: { size: number }[] }> {
  const read = async (path: string) => JSON.parse(await readFile(join(layout, path), 'utf8'));
  const { manifests } = (await read('index.json')) as ImageIndex;
  const found = manifests.find(
    ({ annotations }) => annotations['org.opencontainers.image.ref.name'] === name,
  );
  return read(`blobs/${(found ?? assert.fail(name)).digest.replace(':', '/')}`);
}

/** Starts a container as a cluster would: no rights, nothing to write to, a limit of memory. */
async function startContainer(service: string, env: Record<string, string>, volumes: readonly string[] = []) {
  const name = `headgate-test-${service}-${process.pid}`;
  const flags = [
    ['--ulimit', 'nofile=20000:20000', '--ulimit', 'nproc=4096:4096'],
    ['--network', 'host', '--read-only', '--cap-drop', 'all', '--security-opt', 'no-new-privileges'],
    ['--memory', '512m'],
    ...volumes.map((volume) => ['--volume', `${volume}:ro`]),
    ...Object.entries(env).map(([variable, value]) => ['--env', `${variable}=${value}`]),
  ].flat();
  await engine.podman('run', '--detach', '--name', name, ...flags, tags[service] ?? assert.fail());
  return {
    name,
    exec: (...command: string[]) => engine.podman('exec', name, ...command),
    logs: () => engine.podman('logs', name),
    async [Symbol.asyncDispose]() {
      await engine.podman('rm', '--force', '--time', '0', name);
    },
  };
}

test('the gateway runs on a file system that it cannot write, within its memory, and stops in order', async () => {
  const [port = 0, metricsPort = 0] = await findPorts(2);
  const supergraph = join(folder, 'supergraph');
  await cp(join(k8sFolder, 'base', 'gateway', 'supergraph.graphql'), join(supergraph, 'supergraph.graphql'));
  await using gateway = await startContainer(
    'gateway',
    {
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      SUPERGRAPH: '/supergraph',
      DRAIN_MS: '0',
    },
    [`${supergraph}:/supergraph`],
  );
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
  await eventually('the gateway', async () => (await ask('/health/ready').catch(() => undefined))?.ok);
  const answer = await ask('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  assert.deepEqual(await answer.json(), { data: { __typename: 'Query' } });
  const node = '/usr/local/bin/node';
  await gateway.exec(node, 'dist/health.js');
  const probe = `
    const { writeFileSync, existsSync } = require('node:fs');
    let code = 'written';
    try { writeFileSync('/app/x', ''); } catch (error) { code = error.code; }
    const found = ['/bin/sh', '/bin/bash', '/usr/bin/apt-get', require('node:module').getCompileCacheDir()].filter(existsSync);
    console.log(JSON.stringify([process.getuid(), code, found]));`;
  const [user, code, found] = JSON.parse(await gateway.exec(node, '-e', probe));
  assert.deepEqual([user, code, found.length], [65532, 'EROFS', 1]);
  assert.match(found[0], /^\/app\/compile-cache\/.*-65532$/);
  const bill = JSON.parse(
    await gateway.exec(node, '-e', "console.log(require('node:fs').readFileSync('sbom.cdx.json', 'utf8'))"),
  );
  assert(bill.components.some(({ name }: { name: string }) => name === '@apollo/query-planner'));
  assert.equal((await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).status, 200);
  await engine.podman('stop', '--time', '20', gateway.name);
  const state = await engine.podman(
    'inspect',
    '--format',
    '{{.State.ExitCode}} {{.State.OOMKilled}}',
    gateway.name,
  );
  assert.equal(state, '0 false', await gateway.logs());
});

for (const service of ['accounts', 'activity', 'alerts', 'insights', 'accounts-migrations']) {
  test(`${service} starts from its image, and says what it misses`, async () => {
    await using container = await startContainer(service, {});
    assert.equal(await engine.podman('wait', container.name), '1');
    assert.match(await container.logs(), /(DATABASE_URL|OIDC_ISSUER) +is missing/);
  });
}

test('the functions are in their image as the Functions host looks for them', async () => {
  const mount = await engine.buildah('from', tags['functions'] ?? assert.fail());
  try {
    const root = await engine.buildah('mount', mount);
    for (const path of [
      'host.json',
      'package.json',
      'dist/main.js',
      'node_modules/@azure/functions/package.json',
    ]) {
      assert((await stat(join(root, 'home/site/wwwroot', path))).isFile(), path);
    }
  } finally {
    await engine.buildah('rm', mount);
  }
});
