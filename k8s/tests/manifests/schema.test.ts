import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { cacheFolder } from '../../kubectl/cache-folder.ts';
import { findKubectl } from '../../kubectl/find-kubectl.ts';
import type { Manifest } from '../../kubectl/manifest.ts';
import { render } from '../../kubectl/render.ts';
import { k8sFolder } from '../../kubectl/write-overlay.ts';
import { combinations } from './combinations.ts';
import { findSchemaMistakes } from './find-schema-mistakes.ts';
import { environments, renderCombination } from './render-all.ts';

const kubectl = await findKubectl({ cache: cacheFolder(process.env) });
/** Combinations that no other contains: every object occurs in them, with as many others as may be. */
const largest = combinations.filter(
  (one) =>
    !combinations.some((other) => other !== one && one.every((component) => other.includes(component))),
);

test('what is rendered is as the API server and the custom resources describe it', async () => {
  for (const environment of environments) {
    const overlay = join(k8sFolder, 'overlays', environment);
    for (const folder of [overlay, join(overlay, 'cluster')]) {
      assert.deepEqual(await findSchemaMistakes(await render(kubectl, folder)), [], folder);
    }
  }
  for (const components of largest) {
    const manifests = await renderCombination(kubectl, components);
    assert.deepEqual(await findSchemaMistakes(manifests), [], components.join(' + '));
  }
});

test('a field that does not exist, one that is missing and one of another type are found', async () => {
  const manifests = await render(kubectl, join(k8sFolder, 'overlays', 'production'));
  const mistakesOf = (kind: string, change: (spec: Changeable) => void) => {
    const found = structuredClone(manifests.find((one) => one.kind === kind)) as Manifest;
    change(found.spec);
    return findSchemaMistakes([found]);
  };
  const expect = async (kind: string, change: (spec: Changeable) => void, mistake: RegExp) =>
    assert.match((await mistakesOf(kind, change)).join('\n'), mistake);
  await expect(
    'Deployment',
    (spec) => Object.assign(spec.template.spec, { topologySpread: [] }),
    /topologySpread/,
  );
  await expect('Deployment', (spec) => delete spec.selector, /selector/);
  await expect(
    'Deployment',
    (spec) => Object.assign(spec, { replicas: 'three' }),
    /replicas must be integer/,
  );
  await expect('ScaledObject', (spec) => Object.assign(spec, { minReplicas: 3 }), /minReplicas/);
  await expect(
    'HTTPRoute',
    (spec) => Object.assign(spec.rules[0].timeouts, { request: '1 hour' }),
    /request/,
  );
  await expect('NetworkPolicy', (spec) => Object.assign(spec, { policyType: [] }), /policyType/);
});

// biome-ignore lint/suspicious/noExplicitAny: a manifest to be spoilt in any place
type Changeable = any;
