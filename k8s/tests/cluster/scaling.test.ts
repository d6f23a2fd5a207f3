import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cacheFolder } from '../../kubectl/cache-folder.ts';
import { findKubectl } from '../../kubectl/find-kubectl.ts';
import { renderCombination } from '../manifests/render-all.ts';
import { mergePatch } from '../support/create-api-client.ts';
import { eventually } from '../support/eventually.ts';
import { type Pod, playNodes } from '../support/play-nodes.ts';
import { serveResourceMetrics } from '../support/serve-aggregated-api.ts';
import { type Cluster, startCluster } from '../support/start-cluster.ts';

let cluster: Cluster;
/** Of all gateways together, in thousandths of a core. */
let load = 300;
const cleanup = new AsyncDisposableStack();
const deployments = '/apis/apps/v1/namespaces/headgate/deployments';

before(async () => {
  const program = await findKubectl({ cache: cacheFolder(process.env) });
  cluster = cleanup.use(await startCluster());
  cleanup.use(await playNodes(cluster));
  cleanup.use(
    await serveResourceMetrics(cluster, (name, pods) => ({
      cpu: `${name === 'gateway' ? Math.round(load / pods) : 50}m`,
      memory: '200Mi',
    })),
  );
  const items = await renderCombination(program, ['autoscale-hpa']);
  const list = { apiVersion: 'v1', kind: 'List', items };
  await cluster.kubectl(['apply', '--server-side', '--filename', '-'], list);
});
after(() => cleanup.disposeAsync());

const readyReplicas = async (name: string): Promise<number> =>
  (await cluster.api('GET', `${deployments}/${name}`)).body.status.readyReplicas ?? 0;
const podsOf = async (name: string): Promise<Pod[]> => {
  const selector = encodeURIComponent(`app.kubernetes.io/name=${name}`);
  const { body } = await cluster.api('GET', `/api/v1/namespaces/headgate/pods?labelSelector=${selector}`);
  return body.items.filter(({ metadata }: Pod) => !metadata.deletionTimestamp);
};

test('the autoscalers of the component bring every service to three pods, one in each zone', async () => {
  for (const name of ['gateway', 'accounts', 'activity', 'alerts']) {
    await eventually(`three pods of ${name}`, async () => (await readyReplicas(name)) === 3);
    const nodes = (await podsOf(name)).map(({ spec }) => spec.nodeName);
    assert.deepEqual(nodes.toSorted(), ['node-1', 'node-2', 'node-3'], name);
  }
});

test('a pod that no zone can take without a skew waits, and the others run', async () => {
  await cluster.kubectl(['cordon', 'node-3']);
  await cluster.kubectl(['-n', 'headgate', 'delete', 'hpa', 'activity']);
  await cluster.kubectl(['-n', 'headgate', 'scale', 'deployment/activity', '--replicas=6']);
  const waiting = await eventually('a pod that waits', async () => {
    const pods = await podsOf('activity');
    return pods.length === 6 && pods.find(({ status }) => status.conditions?.some(isUnschedulable));
  });
  const { message } = waiting.status.conditions.find(isUnschedulable);
  assert.match(message, /didn't match pod topology spread constraints/);
  await cluster.kubectl(['uncordon', 'node-3']);
  await eventually('six pods', async () => (await readyReplicas('activity')) === 6);
});

const isUnschedulable = ({ reason }: { reason?: string }) => reason === 'Unschedulable';

test('load makes pods, and their end takes them away', async () => {
  const path = '/apis/autoscaling/v2/namespaces/headgate/horizontalpodautoscalers/gateway';
  // What takes ten minutes in a cluster takes seconds here; the rest of the autoscaler is as it was applied.
  const scaleDown = {
    stabilizationWindowSeconds: 2,
    policies: [{ type: 'Pods', value: 10, periodSeconds: 1 }],
  };
  const patched = await cluster.api('PATCH', path, { spec: { behavior: { scaleDown } } }, mergePatch);
  assert.equal(patched.status, 200);
  // Each requests 1000m, and 60 % of it are wanted.
  load = 4_200;
  await eventually('seven pods', async () => (await readyReplicas('gateway')) === 7);
  load = 300;
  await eventually('three pods again', async () => (await readyReplicas('gateway')) === 3);
});

test('an eviction that would take a second pod at once is refused', async () => {
  await eventually('a pod that may go', async () => {
    const { body } = await cluster.api(
      'GET',
      '/apis/policy/v1/namespaces/headgate/poddisruptionbudgets/accounts',
    );
    return body.status.disruptionsAllowed === 1;
  });
  // What takes its place must find no node, or it would soon be ready.
  await cluster.kubectl(['cordon', 'node-1', 'node-2', 'node-3']);
  const evict = (name: string) =>
    cluster.api('POST', `/api/v1/namespaces/headgate/pods/${name}/eviction`, {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name, namespace: 'headgate' },
    });
  const [first, second] = (await podsOf('accounts')).map(({ metadata }) => metadata.name);
  assert.equal((await evict(first)).status, 201);
  assert.equal((await evict(second)).status, 429);
});
