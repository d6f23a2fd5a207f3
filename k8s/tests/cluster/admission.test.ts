import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deploy } from '../../deploy/deploy.ts';
import { prepareManifests } from '../../deploy/prepare-manifests.ts';
import { cacheFolder } from '../../kubectl/cache-folder.ts';
import { findKubectl } from '../../kubectl/find-kubectl.ts';
import type { Manifest } from '../../kubectl/manifest.ts';
import { render } from '../../kubectl/render.ts';
import { schemasPath } from '../manifests/find-schema-mistakes.ts';
import { listKinds } from '../manifests/list-kinds.ts';
import { renderCombination } from '../manifests/render-all.ts';
import { eventually } from '../support/eventually.ts';
import { playNodes } from '../support/play-nodes.ts';
import { readSchemas } from '../support/read-schemas.ts';
import { type Cluster, image, startCluster } from '../support/start-cluster.ts';
import { wrongVariants } from './wrong-variants.ts';

let cluster: Cluster;
let program: string;
const cleanup = new AsyncDisposableStack();

before(async () => {
  program = await findKubectl({ cache: cacheFolder(process.env) });
  cluster = cleanup.use(await startCluster());
  cleanup.use(await playNodes(cluster));
});
after(() => cleanup.disposeAsync());

test('the expressions of the policies are of the right types', async () => {
  const names = ['workloads', 'services', 'labels', 'images', 'pod-images'];
  for (const name of names) {
    const path = `/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/${name}.headgate.dev`;
    const status = await eventually(`the type check of ${name}`, async () => {
      const { body } = await cluster.api('GET', path);
      return body.status?.typeChecking && body.status;
    });
    assert.deepEqual(status.typeChecking.expressionWarnings ?? [], [], name);
  }
});

test('the schemas that manifests are checked against without a cluster are those of this API server', async () => {
  const kept = JSON.parse(await readFile(schemasPath, 'utf8'));
  const schemas = await readSchemas(cluster.api, await listKinds());
  assert.deepEqual(kept, schemas, 'run: npm run schemas -w k8s');
});

for (const environment of ['dev', 'staging', 'production'] as const) {
  test(`the API server accepts the overlay without a warning: ${environment}`, async () => {
    const folder = join(cluster.folder, `overlay-${environment}`);
    const overlay = await prepareManifests(folder, { environment, azure: {}, images: {} });
    const flags = ['--server-side', '--dry-run=server', '--warnings-as-errors', '--force-conflicts'];
    await cluster.kubectl(['apply', ...flags, '--kustomize', join(overlay, 'cluster')]);
    await cluster.kubectl(['apply', ...flags, '--kustomize', overlay]);
  });
}

for (const components of [
  ['autoscale-hpa'],
  [
    'autoscale-keda',
    'canary',
    'functions',
    'functions-keda',
    'key-vault-secrets',
    'replay-dead-letters',
    'managed-prometheus',
  ],
]) {
  test(`the API server accepts components without a warning: ${components.join(', ')}`, async () => {
    const items = await renderCombination(program, components);
    const flags = ['--server-side', '--dry-run=server', '--warnings-as-errors', '--filename', '-'];
    await cluster.kubectl(['apply', ...flags], { apiVersion: 'v1', kind: 'List', items });
  });
}

test('a deployer deploys production: settings, migrations, workloads, until all is ready', async () => {
  const lines: string[] = [];
  const manifests = await render(program, cluster.overlay);
  // Nothing scales here; a Deployment without replicas has one.
  await deploy({ kubectl: cluster.kubectlAs('deployer'), manifests, log: (line) => lines.push(line) });
  assert.deepEqual(lines.slice(0, 3), [
    'settings, rules and services',
    'job accounts-migrations',
    'workloads',
  ]);
  const { body } = await cluster.api('GET', '/apis/apps/v1/namespaces/headgate/deployments');
  const ready = body.items.map(
    ({ metadata, status }: { metadata: Manifest['metadata']; status: { availableReplicas?: number } }) => [
      metadata.name,
      status.availableReplicas ?? 0,
    ],
  );
  assert.deepEqual(Object.fromEntries(ready), {
    accounts: 1,
    activity: 1,
    alerts: 1,
    gateway: 1,
    'gateway-canary': 0,
    insights: 1,
  });
});

test('a second deployment of the same changes nothing but the migrations, which run again', async () => {
  const path = '/apis/apps/v1/namespaces/headgate/deployments/gateway';
  const before = (await cluster.api('GET', path)).body.metadata.generation;
  const manifests = await render(program, cluster.overlay);
  await deploy({ kubectl: cluster.kubectlAs('deployer'), manifests, log: () => {} });
  assert.equal((await cluster.api('GET', path)).body.metadata.generation, before);
});

test('what is wrong is refused, each with the reason', async () => {
  const manifests = await render(program, cluster.overlay);
  const variants = wrongVariants(manifests, image);
  assert(variants.length >= 20);
  for (const { name, manifest, reason } of variants) {
    const applied = cluster.kubectl(
      ['create', '--dry-run=server', '--validate=strict', '--filename', '-'],
      manifest,
    );
    await assert.rejects(applied, reason, name);
  }
});

test('a deployment whose pods do not get ready goes back to what was there', async () => {
  const manifests = structuredClone(await render(program, cluster.overlay)) as Manifest[];
  const gateway = manifests.find(
    ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'gateway',
  );
  // biome-ignore lint/suspicious/noExplicitAny: a manifest that is spoilt
  const { spec } = (gateway as any).spec.template;
  spec.nodeSelector = { nowhere: 'true' };
  spec.containers[0].image = image('gateway', '2');
  const kubectl = cluster.kubectlAs('deployer');
  await assert.rejects(deploy({ kubectl, manifests, log: () => {}, timeoutSeconds: 15 }), /timed out/);
  await kubectl(['-n', 'headgate', 'rollout', 'status', 'deployment/gateway', '--timeout=60s']);
  const { body } = await cluster.api('GET', '/apis/apps/v1/namespaces/headgate/deployments/gateway');
  assert.equal(body.spec.template.spec.containers[0].image, image('gateway'));
});
