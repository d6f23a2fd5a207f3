import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { repositoryRoot } from '../../images/bundle-service.ts';
import { cacheFolder } from '../../kubectl/cache-folder.ts';
import { findKubectl } from '../../kubectl/find-kubectl.ts';
import type { Manifest } from '../../kubectl/manifest.ts';
import { render } from '../../kubectl/render.ts';
import { mergePatch } from '../support/create-api-client.ts';
import { eventually } from '../support/eventually.ts';
import { type Pod, playNodes } from '../support/play-nodes.ts';
import { type RunningPods, runPods } from '../support/run-pods.ts';
import { type Cluster, startCluster } from '../support/start-cluster.ts';
import { startFront } from '../support/start-front.ts';

let cluster: Cluster;
let pods: RunningPods;
let front: { readonly port: number };
const cleanup = new AsyncDisposableStack();
const path = '/apis/apps/v1/namespaces/headgate/deployments/gateway';
const replicas = 2;
const sockets = 30;

before(async () => {
  cluster = cleanup.use(await startCluster());
  const isGateway = ({ metadata }: Pod) => metadata.labels['app.kubernetes.io/name'] === 'gateway';
  cleanup.use(await playNodes({ api: cluster.api, runs: (pod) => !isGateway(pod) }));
  pods = cleanup.use(
    runPods({
      api: cluster.api,
      folder: cluster.folder,
      namespace: 'headgate',
      runs: isGateway,
      command: [process.execPath, `${repositoryRoot}/gateway/src/main.ts`],
      env: (port) => ({
        HOST: '127.0.0.1',
        PORT: String(port),
        METRICS_PORT: '0',
        REDIS_URL: '',
        APPLICATIONINSIGHTS_CONNECTION_STRING: '',
        PSEUDONYM_KEY: 'a key of pseudonyms',
        LOG_LEVEL: 'error',
      }),
      endpointDelayMs: 1_500,
    }),
  );
  front = cleanup.use(await startFront(() => [...pods.endpoints]));
});
after(() => cleanup.disposeAsync());

const isRolledOut = async (): Promise<boolean> => {
  pods.check();
  const { metadata, status } = (await cluster.api('GET', path)).body;
  return (
    status.observedGeneration === metadata.generation &&
    [status.replicas, status.updatedReplicas, status.availableReplicas].every((count) => count === replicas)
  );
};

/** The gateway of production, which here drains in seconds; what adds up stays in proportion. */
async function applyGateway(): Promise<void> {
  const program = await findKubectl({ cache: cacheFolder(process.env) });
  const manifests = (await render(program, cluster.overlay)) as Manifest[];
  const of = (kind: string, name: RegExp) =>
    manifests.filter((one) => one.kind === kind && name.test(one.metadata.name));
  const [gateway] = structuredClone(of('Deployment', /^gateway$/)) as Pod[];
  const { spec } = gateway.spec.template;
  const [container] = spec.containers;
  gateway.spec.replicas = replicas;
  container.lifecycle.preStop.sleep.seconds = 3;
  container.env.find(({ name }: { name: string }) => name === 'DRAIN_MS').value = '3000';
  // Sessions live in Redis, the application and its documents in the image: none of them is here.
  const isElsewhere = ({ name }: { name: string }) => /^(SESSION_|PERSISTED_DOCUMENTS|WEB_ROOT$)/.test(name);
  container.env = container.env.filter((variable: { name: string }) => !isElsewhere(variable));
  spec.terminationGracePeriodSeconds = 40;
  const items = [...of('ConfigMap', /./), ...of('ServiceAccount', /^gateway$/), gateway];
  const list = { apiVersion: 'v1', kind: 'List', items };
  await cluster.kubectl(['apply', '--server-side', '--filename', '-'], list);
}

interface SocketReport {
  readonly code: number;
  readonly reason: string;
}

/** Opens a WebSocket that stays until it is told to go; and says how it went. */
function openSocket(closed: SocketReport[]): Promise<Client> {
  const { promise, resolve, reject } = Promise.withResolvers<Client>();
  const client = createClient({
    url: `ws://127.0.0.1:${front.port}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => {},
    on: {
      connected: () => resolve(client),
      closed: (event) => {
        const { code, reason } = event as SocketReport;
        closed.push({ code, reason });
        reject(new Error(`closed with ${code}`));
      },
    },
  });
  return promise;
}

test('a rollout of real gateways fails no request, and tells every WebSocket', async () => {
  await applyGateway();
  await eventually('the gateways', isRolledOut);
  const answers = new Map<string, number>();
  let isLoaded = true;
  const request = async () => {
    const response = await fetch(`http://127.0.0.1:${front.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    return `${response.status} ${await response.text()}`;
  };
  const client = async () => {
    while (isLoaded) {
      const answer = await request().catch((error: Error) => String(error.cause ?? error));
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      await delay(5);
    }
  };
  const clients = [client(), client(), client()];
  const closed: SocketReport[] = [];
  await Promise.all(Array.from({ length: sockets }, () => openSocket(closed)));
  assert.deepEqual(closed, []);

  const annotations = { 'headgate.dev/restarted': new Date().toISOString() };
  const patch = { spec: { template: { metadata: { annotations } } } };
  assert.equal((await cluster.api('PATCH', path, patch, mergePatch)).status, 200);
  await eventually(
    'the end of the rollout',
    async () => (await isRolledOut()) && pods.exits.length >= replicas,
    240_000,
  );
  isLoaded = false;
  await Promise.all(clients);
  await eventually('the end of every socket', async () => closed.length === sockets);

  console.log('requests:', Object.fromEntries(answers), 'exits:', pods.exits);
  assert.deepEqual([...answers.keys()], ['200 {"data":{"__typename":"Query"}}']);
  assert.deepEqual(new Set(closed.map(({ code }) => code)), new Set([1001]));
  assert.deepEqual(
    pods.exits.map(({ code }) => code),
    Array(replicas).fill(0),
  );
});
