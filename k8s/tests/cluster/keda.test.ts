import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CosmosClient } from '@azure/cosmos';
import { alertStreamKey } from '@headgate/alerting/alert-stream.ts';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { connectRedis } from '@headgate/redis/connect-redis.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { startRedisAlertFeed } from '../../../subgraphs/alerts/src/feed/start-redis-alert-feed.ts';
import { buildKeda } from '../../control-plane/build-keda.ts';
import { cacheFolder } from '../../kubectl/cache-folder.ts';
import { findKubectl } from '../../kubectl/find-kubectl.ts';
import { renderCombination } from '../manifests/render-all.ts';
import { mergePatch } from '../support/create-api-client.ts';
import { eventually } from '../support/eventually.ts';
import { findPorts } from '../support/find-ports.ts';
import { playNodes } from '../support/play-nodes.ts';
import {
  registerAggregatedApi,
  serveJson,
  serveMetricsPage,
  serveResourceMetrics,
} from '../support/serve-aggregated-api.ts';
import { type Cluster, startCluster } from '../support/start-cluster.ts';
import { type Prometheus, startPrometheus } from '../support/start-prometheus.ts';

let cluster: Cluster;
let prometheus: Prometheus;
let subscriptions = 0;
const cleanup = new AsyncDisposableStack();

before(async () => {
  const keda = await buildKeda({ cache: cacheFolder(process.env), log: (line) => console.log(line) });
  cluster = cleanup.use(await startCluster());
  cleanup.use(await playNodes(cluster));
  cleanup.use(
    await serveResourceMetrics(cluster, (_name, pods) => ({
      cpu: `${Math.round(300 / pods)}m`,
      memory: '200Mi',
    })),
  );
  const page = cleanup.use(
    await serveMetricsPage(() => `headgate_subscription_clients{namespace="headgate"} ${subscriptions}\n`),
  );
  prometheus = cleanup.use(
    await startPrometheus(cluster.folder, [{ port: page.port, labels: { namespace: 'headgate' } }]),
  );
  await startKeda(keda);
});
after(() => cleanup.disposeAsync());

async function startKeda({ operator, adapter }: { operator: string; adapter: string }): Promise<void> {
  const [metrics, health, grpc = 0, secure = 0, adapterMetrics] = await findPorts(5);
  const certificates = join(cluster.folder, 'keda');
  await mkdir(certificates);
  for (const [file, content] of Object.entries({
    'ca.crt': cluster.tls.cert,
    'tls.crt': cluster.tls.cert,
    'tls.key': cluster.tls.key,
  })) {
    await writeFile(join(certificates, file), content, { mode: 0o600 });
  }
  const kubeconfig = cluster.kubeconfigOf('admin');
  const env = {
    ...process.env,
    KUBECONFIG: kubeconfig,
    POD_NAMESPACE: 'keda',
    POD_NAME: 'keda-operator-0',
    WATCH_NAMESPACE: '',
    KEDA_CLUSTER_OBJECT_NAMESPACE: 'keda',
    KEDA_HTTP_DEFAULT_TIMEOUT: '3000',
  };
  await cluster.api('POST', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'keda' },
  });
  const run = (name: string, program: string, flags: Readonly<Record<string, unknown>>) =>
    cluster.processes.start(
      name,
      program,
      Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
      env,
    );
  run('keda-operator', operator, {
    'cert-dir': certificates,
    'metrics-bind-address': `127.0.0.1:${metrics}`,
    'health-probe-bind-address': `127.0.0.1:${health}`,
    'metrics-service-bind-address': `127.0.0.1:${grpc}`,
    'enable-webhook-patching': false,
    'enable-apiservice-patching': false,
  });
  run('keda-adapter', adapter, {
    'cert-dir': certificates,
    'secure-port': secure,
    'bind-address': '127.0.0.1',
    'tls-cert-file': join(certificates, 'tls.crt'),
    'tls-private-key-file': join(certificates, 'tls.key'),
    'lister-kubeconfig': kubeconfig,
    'authentication-kubeconfig': kubeconfig,
    'authorization-kubeconfig': kubeconfig,
    'metrics-service-address': `localhost:${grpc}`,
    port: adapterMetrics,
  });
  await registerAggregatedApi(cluster, {
    group: 'external.metrics.k8s.io',
    version: 'v1beta1',
    port: secure,
  });
}

const scaledObjects = '/apis/keda.sh/v1alpha1/namespaces/headgate/scaledobjects';
/** What takes minutes takes seconds here. */
const advanced = {
  horizontalPodAutoscalerConfig: {
    behavior: {
      scaleDown: {
        stabilizationWindowSeconds: 2,
        policies: [{ type: 'Pods', value: 10, periodSeconds: 1 }],
      },
    },
  },
};

/** Points the triggers of a type to something on loopback, which lets everybody in who has what is in `metadata`. */
async function redirect(name: string, type: string, metadata: object): Promise<void> {
  const path = `${scaledObjects}/${name}`;
  const { body: object } = await cluster.api('GET', path);
  const triggers = object.spec.triggers.map(
    ({ authenticationRef, ...trigger }: { authenticationRef?: object; type: string; metadata: object }) =>
      trigger.type === type
        ? { ...trigger, metadata: { ...trigger.metadata, ...metadata } }
        : { ...trigger, ...(authenticationRef && { authenticationRef }) },
  );
  const patch = { spec: { pollingInterval: 2, triggers, advanced } };
  assert.equal((await cluster.api('PATCH', path, patch, mergePatch)).status, 200);
}

const readyReplicas = async (name = 'gateway'): Promise<number> =>
  (await cluster.api('GET', `/apis/apps/v1/namespaces/headgate/deployments/${name}`)).body.status
    .readyReplicas ?? 0;

test('KEDA makes an autoscaler of each scaled object of production, with its limits', async () => {
  // As the driver of Key Vault makes them when the first pod mounts them; KEDA reads them with its targets' variables.
  for (const [name, key] of [
    ['gateway-secrets', 'SESSION_KEYS'],
    ['gateway-telemetry-secrets', 'PSEUDONYM_KEY'],
    ['accounts-secrets', 'NOTIFICATION_HUB_CONNECTION_STRING'],
  ] as const) {
    await cluster.api('POST', '/api/v1/namespaces/headgate/secrets', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name },
      data: { [key]: Buffer.from('a secret').toString('base64') },
    });
  }
  await cluster.kubectl(['apply', '--server-side', '--kustomize', cluster.overlay]);
  await redirect('gateway', 'prometheus', { serverAddress: prometheus.url });
  await redirect('alerts', 'prometheus', { serverAddress: prometheus.url });
  for (const [name, min, max] of [
    ['gateway', 3, 30],
    ['accounts', 3, 12],
    ['activity', 3, 20],
    ['alerts', 3, 20],
    ['insights', 3, 6],
  ] as const) {
    const path = `/apis/autoscaling/v2/namespaces/headgate/horizontalpodautoscalers/keda-hpa-${name}`;
    const { spec } = await eventually(`an autoscaler of ${name}`, async () => {
      cluster.processes.check();
      const { status, body } = await cluster.api('GET', path);
      return status === 200 && body;
    });
    assert.deepEqual([spec.minReplicas, spec.maxReplicas], [min, max], name);
  }
  await eventually('three gateways', async () => (await readyReplicas()) === 3);
});

test('open subscriptions make gateways, and their end takes them away', async () => {
  // 4,000 for each.
  subscriptions = 27_000;
  await eventually('seven gateways', async () => (await readyReplicas()) === 7);
  subscriptions = 0;
  await eventually('three gateways again', async () => (await readyReplicas()) === 3);
});

test('alerts are as many as it takes for none to be late with what the stream has', async () => {
  await using redis = await startRedis();
  await using writing = connectRedis({ url: redis.url });
  await writing.ready(10_000);
  // Late by as much as this says, as with more subscribers than it can tell.
  let lateMs = 0;
  const logger = createLogger({ name: 'test', level: 'silent' });
  const now = () => Date.now() + lateMs;
  await using feed = startRedisAlertFeed({ url: redis.url }, logger, { now, blockMs: 60_000 });
  await new Promise<void>((resolve) => feed.listen('ada', () => resolve()));
  await using page = await serveJson(() => ({ lagSeconds: (feed.lagMs?.() ?? 0) / 1000 }));
  await redirect('alerts', 'metrics-api', {
    // Pods have no addresses here: one stands for all.
    url: `http://127.0.0.1:${page.port}/health/load`,
    aggregateFromKubeServiceEndpoints: 'false',
  });
  const publish = () => writing.client.xadd(alertStreamKey, '*', 'alert', '{}');
  // For three pods: at 5 s they would be seven.
  lateMs = 11_500;
  await publish();
  await eventually('more alerts', async () => (await readyReplicas('alerts')) >= 7);
  lateMs = 0;
  await publish();
  await eventually('three alerts again', async () => (await readyReplicas('alerts')) === 3);
});

test('functions are as many as what the change feed has for them needs, and one when they have done it', async () => {
  await using cosmos = await startLocalCosmos();
  const client = new CosmosClient(cosmos.connectionString);
  const { database } = await client.databases.create({ id: 'headgate' });
  const [activity, , leases] = await Promise.all(
    Object.entries({ activity: '/userId', alerts: '/userId', leases: '/id' }).map(
      async ([id, path]) =>
        (await database.containers.create({ id, partitionKey: { paths: [path] } })).container,
    ),
  );
  assert(activity && leases);
  const events = Array.from({ length: 600 }, (_, index) => ({ id: String(index), userId: 'ada' }));
  await activity.items.executeBulkOperations(
    events.map((resourceBody) => ({ operationType: 'Create', partitionKey: 'ada', resourceBody })),
  );
  // As the Functions host writes them, of an account with four ranges: this one has one, which stands for each.
  const lease = (index: number, lsn: number) => ({
    id: `evaluate-activity.127.0.0.1_headgate_activity..${index}`,
    LeaseToken: '0',
    ContinuationToken: `"${lsn}"`,
    Owner: 'host',
  });
  const checkpoint = async (lsn: number) => {
    for (let index = 0; index < 4; index += 1) await leases.items.upsert(lease(index, lsn));
  };
  await checkpoint(0);
  const kubectl = await findKubectl({ cache: cacheFolder(process.env) });
  const manifests = await renderCombination(kubectl, ['autoscale-keda', 'functions', 'functions-keda']);
  // With the names that they are told: KEDA reads what its targets' variables are.
  const items = manifests.filter(
    ({ metadata: { name } }) => name === 'functions' || name.startsWith('azure-'),
  );
  await cluster.kubectl(['apply', '--server-side', '--filename', '-'], {
    apiVersion: 'v1',
    kind: 'List',
    items,
  });
  const { endpoint, connectionString: connection } = cosmos;
  await redirect('functions', 'azure-cosmosdb', {
    endpoint,
    connection,
    leaseEndpoint: endpoint,
    leaseConnection: connection,
  });
  // 500 for each, and no more than there are ranges.
  await eventually('four pods of functions', async () => (await readyReplicas('functions')) === 4);
  await checkpoint(600);
  await eventually('one pod of functions', async () => (await readyReplicas('functions')) === 1);
});

test('while Prometheus is away there are as many as the fallback says, and more are not taken away', async () => {
  await prometheus[Symbol.asyncDispose]();
  await eventually('six gateways', async () => (await readyReplicas()) === 6);
  const { body } = await cluster.api('GET', `${scaledObjects}/gateway`);
  const fallback = body.status.conditions.find(({ type }: { type: string }) => type === 'Fallback');
  assert.equal(fallback.status, 'True');
});
