import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createStage } from '../../release/create-stage.ts';
import { createTrafficReader } from '../../release/create-traffic-reader.ts';
import { ReleaseBurnedError, release } from '../../release/release.ts';
import { mergePatch } from '../support/create-api-client.ts';
import { eventually } from '../support/eventually.ts';
import { loadByWeights } from '../support/load-by-weights.ts';
import { playNodes } from '../support/play-nodes.ts';
import { type Backend, type Failures, startBackend } from '../support/start-backend.ts';
import { type Cluster, image, startCluster } from '../support/start-cluster.ts';
import { type Prometheus, startPrometheus } from '../support/start-prometheus.ts';

let cluster: Cluster;
let prometheus: Prometheus;
let canary: Backend;
let load: ReturnType<typeof loadByWeights>;
let failures: Failures = { share: 0, by: 'status' };
const cleanup = new AsyncDisposableStack();
const deployments = '/apis/apps/v1/namespaces/headgate/deployments';
const route = '/apis/gateway.networking.k8s.io/v1/namespaces/headgate/httproutes/gateway';

before(async () => {
  cluster = cleanup.use(await startCluster());
  cleanup.use(await playNodes(cluster));
  await cluster.kubectl(['apply', '--server-side', '--kustomize', cluster.overlay]);
  await cluster.api('PATCH', `${deployments}/gateway`, { spec: { replicas: 4 } }, mergePatch);
  const stable = cleanup.use(await startBackend(() => ({ share: 0, by: 'status' })));
  canary = cleanup.use(await startBackend(() => failures));
  prometheus = cleanup.use(
    await startPrometheus(cluster.folder, [
      { port: stable.port, labels: { namespace: 'headgate', app_kubernetes_io_name: 'gateway' } },
      { port: canary.port, labels: { namespace: 'headgate', app_kubernetes_io_name: 'gateway-canary' } },
    ]),
  );
  load = cleanup.use(
    loadByWeights({
      api: cluster.api,
      route,
      ports: { gateway: stable.port, 'gateway-canary': canary.port },
    }),
  );
});
after(() => cleanup.disposeAsync());

/** Releases as `release.ts` does, by a deployer, with seconds where it has minutes. */
const releaseImage = (digit: string, lines: string[]) =>
  release({
    stage: createStage({ kubectl: cluster.kubectlAs('deployer'), timeoutSeconds: 120 }),
    readTraffic: createTrafficReader({ url: prometheus.url, windowSeconds: 10 }),
    image: image('gateway', digit),
    steps: [20, 50],
    holdMs: 6_000,
    patienceMs: 60_000,
    lookEveryMs: 2_000,
    limits: { errorShare: 0.01, errorRatio: 2, latencyRatio: 1.5, latencySeconds: 0.1, minRequests: 100 },
    log: (line) => lines.push(line),
    signal: new AbortController().signal,
    wait: (ms) => delay(ms),
  });

const imageOf = async (name: string): Promise<string> =>
  (await cluster.api('GET', `${deployments}/${name}`)).body.spec.template.spec.containers[0].image;

const burns = [
  ['a canary that fails five of a hundred requests', 'status', 'requests'],
  ['a canary that answers five of a hundred operations with errors, and status 200', 'answer', 'operations'],
] as const;
for (const [who, by, what] of burns) {
  test(`${who} is taken back by itself`, async () => {
    failures = { share: 0.05, by };
    const lines: string[] = [];
    const atFirst = canary.requests;
    await assert.rejects(releaseImage('2', lines), (error) => {
      assert(error instanceof ReleaseBurnedError, String(error));
      assert.match(
        error.message,
        new RegExp(`^at 20 %: [3-7][.]\\d % of its ${what} fail, more than 1[.]0 %$`),
      );
      return true;
    });
    assert(canary.requests - atFirst >= 100, lines.join('\n'));
    await eventually('the weights of before', async () => load.weights()['gateway-canary'] === 0);
    const before = canary.requests;
    await delay(500);
    assert.equal(canary.requests, before);
    assert.equal(await imageOf('gateway'), image('gateway'));
    const { body } = await cluster.api('GET', `${deployments}/gateway-canary`);
    assert.equal(body.spec.replicas, 0);
    // What it did is no longer in the window.
    await delay(12_000);
  });
}

test('a canary that does well is given to all', async () => {
  failures = { share: 0, by: 'status' };
  const lines: string[] = [];
  await releaseImage('3', lines);
  assert.deepEqual(
    lines.filter((line) => /^canary|released/.test(line)),
    [
      'canary with 1 of its own for 20 % of clients',
      'canary with 2 of its own for 50 % of clients',
      'canary is well; rolling it out to all',
      'released',
    ],
  );
  assert.equal(await imageOf('gateway'), image('gateway', '3'));
  assert.equal(load.weights()['gateway-canary'], 0);
  const { body } = await cluster.api('GET', `${deployments}/gateway-canary`);
  assert.equal(body.spec.replicas, 0);
});
