import { type ApiClient, mergePatch, strategicPatch } from './create-api-client.ts';
import { repeat } from './repeat.ts';

/** A pod as the API server has it. */
// biome-ignore lint/suspicious/noExplicitAny: a pod has the shape of its kind
export type Pod = any;

export interface NodeOptions {
  readonly api: ApiClient;
  /** A node for each. Default: three. */
  readonly zones?: readonly string[];
  /** Whether the node gets a pod to run. Default: all of them. */
  readonly runs?: (pod: Pod) => boolean;
}

const pollMs = 200;
const resources = { cpu: '32', memory: '128Gi', pods: '250', 'ephemeral-storage': '100Gi' };

/** Plays nodes, one in each zone: pods that the scheduler puts there are running and ready, those deleted go. */
export async function playNodes({
  api,
  zones = ['1', '2', '3'],
  runs = () => true,
}: NodeOptions): Promise<AsyncDisposable> {
  for (const zone of zones) await registerNode(api, `node-${zone}`, `westeurope-${zone}`);
  const stop = new AbortController();
  const playing = play(api, runs, stop.signal);
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await playing;
    },
  };
}

/** Registers a node that is ready, in a zone. */
export async function registerNode(api: ApiClient, name: string, zone: string): Promise<void> {
  const now = new Date().toISOString();
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'topology.kubernetes.io/zone': zone,
  };
  await api('POST', '/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } });
  const conditions = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'].map((type) => ({
    type,
    status: type === 'Ready' ? 'True' : 'False',
    reason: 'Played',
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  }));
  const status = { capacity: resources, allocatable: resources, conditions };
  await api('PATCH', `/api/v1/nodes/${name}/status`, { status }, strategicPatch);
  await api('PATCH', `/api/v1/nodes/${name}`, { spec: { taints: null } }, mergePatch);
}

async function play(api: ApiClient, runs: (pod: Pod) => boolean, signal: AbortSignal): Promise<void> {
  let address = 1;
  await repeat({ everyMs: pollMs, signal }, async () => {
    const { body } = await api('GET', '/api/v1/pods');
    for (const pod of (body.items ?? []) as Pod[]) {
      if (!pod.spec.nodeName || !runs(pod)) continue;
      const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`;
      if (pod.metadata.deletionTimestamp) {
        await api('DELETE', path, { gracePeriodSeconds: 0, preconditions: { uid: pod.metadata.uid } });
      } else if (pod.status.phase === 'Pending') {
        address = (address % 65_000) + 1;
        const ip = `10.244.${address >> 8}.${address & 255}`;
        await api(
          'PATCH',
          `${path}/status`,
          { status: toStatus(pod, { ip, isReady: true }) },
          strategicPatch,
        );
      }
    }
  });
}

/** Whether the API server has heard that a pod is ready. */
export function isKnownReady(pod: Pod): boolean {
  const conditions = (pod.status.conditions ?? []) as { type: string; status: string }[];
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

/** The status of a pod that runs: of a Job's that it has done its work. */
export function toStatus(pod: Pod, { ip, isReady }: { ip: string; isReady: boolean }): unknown {
  const now = new Date().toISOString();
  const isJob = pod.metadata.ownerReferences?.[0]?.kind === 'Job';
  const state = isJob
    ? { terminated: { exitCode: 0, reason: 'Completed', finishedAt: now, startedAt: now } }
    : { running: { startedAt: now } };
  const is = (condition: boolean) => (condition ? 'True' : 'False');
  const ready = isReady && !isJob;
  return {
    phase: isJob ? 'Succeeded' : 'Running',
    podIP: ip,
    podIPs: [{ ip }],
    startTime: now,
    conditions: Object.entries({
      Initialized: true,
      PodScheduled: true,
      ContainersReady: ready,
      Ready: ready,
    }).map(([type, condition]) => ({ type, status: is(condition), lastTransitionTime: now })),
    containerStatuses: pod.spec.containers.map(({ name, image }: { name: string; image: string }) => ({
      name,
      image,
      imageID: image,
      ready,
      started: true,
      restartCount: 0,
      state,
    })),
  };
}
