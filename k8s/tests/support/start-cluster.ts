import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { buildKube } from '../../control-plane/build-kube.ts';
import { fetchGoModule, goModules } from '../../control-plane/fetch-go-module.ts';
import { prepareManifests } from '../../deploy/prepare-manifests.ts';
import { cacheFolder } from '../../kubectl/cache-folder.ts';
import type { Manifest } from '../../kubectl/manifest.ts';
import { createKubectl, type Kubectl } from '../../kubectl/run-kubectl.ts';
import { eventually } from './eventually.ts';
import { type ControlPlane, startControlPlane } from './start-control-plane.ts';

export const deployersGroup = '11111111-1111-4111-8111-111111111111';
export const readersGroup = '22222222-2222-4222-8222-222222222222';

export interface Cluster extends ControlPlane {
  /** As an administrator. */
  readonly kubectl: Kubectl;
  /** As a user: `deployer`, `reader` or `stranger`. */
  kubectlAs(user: string): Kubectl;
  /** Folder of the overlay of production, with names of this cluster in it. */
  readonly overlay: string;
  /** Path of `kube`, which is also kubectl. */
  readonly kube: string;
}

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
export const image = (name: string, digit = '1') => `headgate.azurecr.io/${name}@${digest(digit)}`;

/** Starts a control plane with the custom resources, and with what administrators apply of an overlay. */
export async function startCluster(environment = 'production'): Promise<Cluster> {
  await using cleanup = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'headgate-cluster-'));
  cleanup.defer(() => rm(folder, { recursive: true }));
  const kube = await buildKube({ cache: cacheFolder(process.env), log: (line) => console.log(line) });
  const controlPlane = cleanup.use(
    await startControlPlane({
      kube,
      folder,
      users: [
        { name: 'deployer', groups: [deployersGroup] },
        { name: 'reader', groups: [readersGroup] },
        { name: 'stranger', groups: ['33333333-3333-4333-8333-333333333333'] },
      ],
    }),
  );
  const kubectlAs = (user: string) =>
    createKubectl([
      kube,
      'kubectl',
      '--kubeconfig',
      controlPlane.kubeconfigOf(user),
      '--cache-dir',
      join(folder, `discovery-of-${user}`),
    ]);
  const kubectl = kubectlAs('admin');
  const overlay = await prepareManifests(join(folder, 'manifests'), {
    environment,
    azure: { DEPLOYERS_GROUP_ID: deployersGroup, READERS_GROUP_ID: readersGroup },
    images: {
      ...Object.fromEntries(
        ['gateway', 'accounts', 'accounts-migrations', 'activity', 'alerts', 'insights'].map((name) => [
          name,
          image(name),
        ]),
      ),
      ...(environment !== 'dev' && { 'gateway-canary': image('gateway') }),
    },
  });
  const definitions = await readDefinitions();
  const items = { apiVersion: 'v1', kind: 'List', items: definitions };
  await kubectl(['apply', '--server-side', '--filename', '-'], items);
  await kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=120s']);
  await kubectl(['apply', '--server-side', '--kustomize', join(overlay, 'cluster')]);
  await eventually('the namespace', async () => {
    const { status } = await controlPlane.api('GET', '/api/v1/namespaces/headgate/serviceaccounts/default');
    return status === 200;
  });
  const running = cleanup.move();
  return {
    ...controlPlane,
    kubectl,
    kubectlAs,
    overlay,
    kube,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** The definitions of all custom resources that the manifests use, from the modules of those who make them. */
export async function readDefinitions(): Promise<Manifest[]> {
  const sources = [
    [goModules.gatewayApi, 'config/crd/standard'],
    [goModules.keda, 'config/crd/bases'],
    [goModules.policyController, 'config', /^300-/],
    [goModules.secretsStore, 'config/crd/bases'],
    [goModules.prometheusOperator, 'example/prometheus-operator-crd', /_podmonitors[.]yaml$/],
  ] as const;
  const definitions: Manifest[] = [];
  for (const [module, path, names = /[.]yaml$/] of sources) {
    const folder = join(await fetchGoModule(module), path);
    for (const file of (await readdir(folder)).filter((name) => names.test(name))) {
      for (const document of parseAllDocuments(await readFile(join(folder, file), 'utf8'))) {
        const manifest = document.toJS() as Manifest | null;
        if (manifest?.kind === 'CustomResourceDefinition') definitions.push(toAzure(manifest));
      }
    }
  }
  return definitions;
}

/** Azure's managed Prometheus has the operator's PodMonitor under a group of its own. */
function toAzure(manifest: Manifest): Manifest {
  if (!manifest.metadata.name.endsWith('.monitoring.coreos.com')) return manifest;
  const text = JSON.stringify(manifest).replaceAll('monitoring.coreos.com', 'azmonitoring.coreos.com');
  return JSON.parse(text) as Manifest;
}
