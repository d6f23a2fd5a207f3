import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { cacheFolder } from '../../kubectl/cache-folder.ts';
import { findKubectl } from '../../kubectl/find-kubectl.ts';
import { isWorkload, type Manifest } from '../../kubectl/manifest.ts';
import { render } from '../../kubectl/render.ts';
import { k8sFolder } from '../../kubectl/write-overlay.ts';
import { renderCombination } from './render-all.ts';

const kubectl = await findKubectl({ cache: cacheFolder(process.env) });

/** `500m`, `2`, `512Mi` or `3Gi` in cores or bytes. */
function toNumber(quantity: string): number {
  const [, digits, unit = ''] = /^(\d+)(m|Mi|Gi)?$/.exec(quantity) ?? assert.fail(quantity);
  return Number(digits) * ({ m: 0.001, Mi: 2 ** 20, Gi: 2 ** 30 }[unit] ?? 1);
}

test('the quota has room for all that the autoscalers may make, and for the surge of a rollout', async () => {
  const cluster = await render(kubectl, join(k8sFolder, 'overlays', 'production', 'cluster'));
  const quota = cluster.find(({ kind }) => kind === 'ResourceQuota') ?? assert.fail();
  const { hard } = quota.spec as { hard: Record<string, string> };
  const manifests = await renderCombination(kubectl, ['autoscale-keda', 'functions', 'functions-keda']);
  const scalers = manifests.filter(({ kind }) => kind === 'ScaledObject') as (Manifest & {
    spec: { scaleTargetRef: { name: string }; maxReplicaCount: number };
  })[];
  const sums = { cpu: 0, memory: 0, pods: 0 };
  for (const { spec } of scalers) {
    const target = manifests
      .filter(isWorkload)
      .find(({ metadata }) => metadata.name === spec.scaleTargetRef.name);
    const { resources } = target?.spec.template.spec.containers[0] ?? assert.fail();
    const pods = Math.ceil(spec.maxReplicaCount * 1.25);
    sums.pods += pods;
    sums.cpu += pods * toNumber(resources.requests['cpu'] ?? '');
    sums.memory += pods * toNumber(resources.requests['memory'] ?? '');
  }
  assert.equal(scalers.length, 6);
  assert(sums.pods <= Number(hard['pods']), `${sums.pods} pods`);
  assert(sums.cpu <= toNumber(hard['requests.cpu'] ?? ''), `${sums.cpu} cores`);
  assert(sums.memory <= toNumber(hard['requests.memory'] ?? ''), `${sums.memory / 2 ** 30} GiB`);
});
