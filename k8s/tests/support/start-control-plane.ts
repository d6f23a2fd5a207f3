import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ApiClient, createApiClient } from './create-api-client.ts';
import { createCertificates } from './create-certificates.ts';
import { eventually } from './eventually.ts';
import { findPorts } from './find-ports.ts';
import { type Processes, startProcesses } from './start-processes.ts';

/** Somebody who may ask the API server. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

export interface ControlPlane extends AsyncDisposable {
  /** As an administrator. */
  readonly api: ApiClient;
  readonly port: number;
  readonly folder: string;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer };
  /** Path of the kubeconfig of a user, `admin` or one of those given. */
  kubeconfigOf(user: string): string;
  readonly processes: Processes;
}

const admin: User = { name: 'admin', groups: ['system:masters'] };

/**
 * Starts a Kubernetes control plane on loopback: etcd, API server, controller manager, scheduler. There is no kubelet:
 * play-nodes.ts or run-pods.ts say what becomes of pods.
 */
export async function startControlPlane(options: {
  readonly kube: string;
  readonly folder: string;
  readonly users?: readonly User[];
}): Promise<ControlPlane> {
  const { kube, folder, users = [] } = options;
  await using cleanup = new AsyncDisposableStack();
  const at = (name: string) => join(folder, name);
  const [port = 0, etcdPort = 0, peerPort = 0] = await findPorts(3);
  const { cert, key, signingKey } = await createCertificates(folder);
  const tls = { cert: await readFile(cert), key: await readFile(key) };
  const tokenOf = (user: string) => `token-of-${user}`;
  const tokens = [admin, ...users].map(
    ({ name, groups }) => `${tokenOf(name)},${name},${name},"${groups.join(',')}"\n`,
  );
  await writeFile(at('tokens.csv'), tokens.join(''), { mode: 0o600 });
  const kubeconfigOf = (user: string) => at(`${user}.kubeconfig`);
  for (const { name } of [admin, ...users]) {
    const kubeconfig = toKubeconfig({ port, cert, token: tokenOf(name) });
    await writeFile(kubeconfigOf(name), JSON.stringify(kubeconfig), { mode: 0o600 });
  }
  const processes = cleanup.use(startProcesses(folder));
  const start = (name: string, flags: Readonly<Record<string, string | number | boolean>>) =>
    processes.start(name, kube, [
      name,
      ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
    ]);
  const [etcdUrl, peerUrl] = [`http://127.0.0.1:${etcdPort}`, `http://127.0.0.1:${peerPort}`];
  start('etcd', {
    'data-dir': at('etcd'),
    'listen-client-urls': etcdUrl,
    'advertise-client-urls': etcdUrl,
    'listen-peer-urls': peerUrl,
    'initial-advertise-peer-urls': peerUrl,
    'initial-cluster': `default=${peerUrl}`,
    'unsafe-no-fsync': true,
    'log-level': 'warn',
  });
  start('kube-apiserver', {
    'etcd-servers': etcdUrl,
    'bind-address': '127.0.0.1',
    'advertise-address': '127.0.0.1',
    'secure-port': port,
    'tls-cert-file': cert,
    'tls-private-key-file': key,
    'token-auth-file': at('tokens.csv'),
    'authorization-mode': 'RBAC',
    'service-cluster-ip-range': '10.0.0.0/24',
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-signing-key-file': signingKey,
    'service-account-key-file': signingKey,
    'endpoint-reconciler-type': 'none',
    'proxy-client-cert-file': cert,
    'proxy-client-key-file': key,
    'requestheader-client-ca-file': cert,
    'requestheader-username-headers': 'X-Remote-User',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    profiling: false,
    'enable-priority-and-fairness': false,
  });
  const api = createApiClient({ port, ca: tls.cert, token: tokenOf(admin.name) });
  await eventually('the API server', async () => {
    processes.check();
    const answer = await api('GET', '/readyz').catch(() => undefined);
    return answer?.status === 200;
  });
  start('kube-controller-manager', {
    kubeconfig: kubeconfigOf(admin.name),
    'leader-elect': false,
    'use-service-account-credentials': false,
    'service-account-private-key-file': signingKey,
    'root-ca-file': cert,
    'secure-port': 0,
    // What takes minutes in a cluster takes seconds here.
    'horizontal-pod-autoscaler-sync-period': '1s',
    'horizontal-pod-autoscaler-initial-readiness-delay': '1s',
    'horizontal-pod-autoscaler-cpu-initialization-period': '1s',
    'node-monitor-grace-period': '600s',
    'concurrent-gc-syncs': 2,
  });
  start('kube-scheduler', { kubeconfig: kubeconfigOf(admin.name), 'leader-elect': false, 'secure-port': 0 });
  const running = cleanup.move();
  return {
    api,
    port,
    folder,
    tls,
    kubeconfigOf,
    processes,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function toKubeconfig({ port, cert, token }: { port: number; cert: string; token: string }): unknown {
  const cluster = { server: `https://127.0.0.1:${port}`, 'certificate-authority': cert };
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'local', cluster }],
    users: [{ name: 'user', user: { token } }],
    contexts: [{ name: 'local', context: { cluster: 'local', user: 'user' } }],
    'current-context': 'local',
  };
}
