import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { cacheFolder } from '../../kubectl/cache-folder.ts';
import { findKubectl } from '../../kubectl/find-kubectl.ts';
import { isWorkload, type Manifest } from '../../kubectl/manifest.ts';
import { k8sFolder } from '../../kubectl/write-overlay.ts';
import { clusterComponents, combinations } from './combinations.ts';
import { findMistakes } from './find-mistakes.ts';
import { renderAll } from './render-all.ts';

const kubectl = await findKubectl({ cache: cacheFolder(process.env) });
const renderings = await renderAll(kubectl);

test('every overlay and every combination of components renders without a mistake', () => {
  assert.equal(renderings.length, 3 + combinations.length);
  for (const { name, manifests } of renderings) {
    assert.deepEqual(findMistakes(manifests), [], name);
  }
});

test('every component is among the combinations, and has a README', async () => {
  const folders = (await readdir(join(k8sFolder, 'components'))).filter((name) => name !== 'azure');
  const combined = new Set([...combinations.flat(), ...clusterComponents]);
  assert.deepEqual(folders.toSorted(), [...combined].toSorted());
  for (const folder of ['azure', ...folders]) {
    const text = await readFile(join(k8sFolder, 'components', folder, 'README.md'), 'utf8');
    assert.match(text, /^# .+\n\n/);
  }
});

test('each mistake is found', () => {
  const { manifests } = renderings.find(({ name }) => name === 'production') ?? assert.fail();
  const mistakesOf = (kind: string, name: string, change: (manifest: never) => void) => {
    const copy = structuredClone(manifests) as Manifest[];
    change(
      (copy.find((one) => one.kind === kind && one.metadata.name === name) ?? assert.fail(name)) as never,
    );
    return findMistakes(copy).join('\n');
  };
  const deployment = (change: (spec: Changeable) => void) =>
    mistakesOf('Deployment', 'gateway', (manifest: { spec: Changeable }) => change(manifest.spec));
  const container = (change: (one: Changeable) => void) =>
    deployment(({ template }) => change(template.spec.containers[0] as Changeable));
  assert.match(
    deployment((spec) => {
      spec.replicas = 3;
    }),
    /gateway has replicas though/,
  );
  assert.match(
    deployment(({ template }) => {
      template.spec.serviceAccountName = 'x';
    }),
    /no service account/,
  );
  assert.match(
    deployment(({ template }) => {
      template.spec.priorityClassName = 'x';
    }),
    /priority class x/,
  );
  assert.match(
    deployment(({ template }) => {
      template.metadata.labels = {};
    }),
    /Service gateway selects no one/,
  );
  assert.match(
    deployment(({ template }) => {
      template.metadata.labels = {};
    }),
    /0 disruption budgets/,
  );
  assert.match(
    container((one) => {
      one.image = 'registry/gateway:1';
    }),
    /which is no digest/,
  );
  const wrongKey = { name: 'X', valueFrom: { configMapKeyRef: { name: 'azure', key: 'X' } } };
  assert.match(
    container(({ env }) => {
      env.push(wrongKey);
    }),
    /X is not in azure/,
  );
  assert.match(
    mistakesOf('HTTPRoute', 'gateway', ({ spec }: { spec: Changeable }) => {
      spec.rules[0].backendRefs[0].name = 'x';
    }),
    /sends to x, which is no service/,
  );
  assert.match(findMistakes([...manifests, ...manifests]).join('\n'), /Deployment gateway is there twice/);
});

// biome-ignore lint/suspicious/noExplicitAny: a manifest to be spoilt in any place
type Changeable = any;

test('the supergraph of the gateways is the one that is composed of the subgraphs', async () => {
  const [own, composed] = await Promise.all(
    ['k8s/base/gateway/supergraph.graphql', 'supergraph.graphql'].map((path) =>
      readFile(join(k8sFolder, '..', path), 'utf8'),
    ),
  );
  assert.equal(own, composed, 'run: npm run codegen');
});

test('no manifest holds a secret', () => {
  for (const { name, manifests } of renderings) {
    assert.deepEqual(
      manifests.filter(({ kind }) => kind === 'Secret'),
      [],
      name,
    );
    const values = manifests
      .filter(isWorkload)
      .flatMap(({ spec }) => spec.template.spec.containers.flatMap(({ env }) => env ?? []));
    const suspicious = values.filter(
      ({ name: variable, value }) => /(KEY|SECRET|PASSWORD|TOKEN)(?!.*_FILE$)/.test(variable) && value,
    );
    assert.deepEqual(suspicious, [], name);
  }
});
