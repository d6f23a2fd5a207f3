import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import type { Resource } from './arm/resource.ts';
import { type ArmTemplate, createTemplate } from './create-template.ts';
import { parameters } from './inputs.ts';
import { listFiles } from './list-files.ts';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

let template: ArmTemplate;
before(async () => {
  template = await createTemplate();
});

/** As ARM writes it in `dependsOn`. */
const mentioned = ({ resources }: ArmTemplate) =>
  resources.map(({ dependsOn = [], type, name }) => ({ dependsOn, label: `${type} ${name}` }));

/** The expressions by which others depend on each resource: their names are unique in the template. */
function findByExpression(resources: readonly Resource[], expression: string): Resource | undefined {
  const [, type] = /'([^']+)'/.exec(expression) ?? [];
  const extended = /'(Microsoft.Authorization\/\w+)', guid/.exec(expression)?.[1];
  return resources.find((one) => one.type === (extended ?? type));
}

test('what is committed is what the descriptions give', async () => {
  for (const [url, text] of await listFiles()) {
    assert.equal(await readFile(url, 'utf8'), text, `${url.pathname} has drifted: npm run codegen -w infra`);
  }
});

test('everything that a resource waits for is in the template, and nothing waits for itself by a detour', () => {
  for (const { dependsOn, label } of mentioned(template)) {
    assert.equal(new Set(dependsOn).size, dependsOn.length, label);
    for (const one of dependsOn)
      assert(findByExpression(template.resources, one), `${label} waits for ${one}`);
  }
  const byType = new Map<string, Set<string>>();
  for (const { type, dependsOn = [] } of template.resources) {
    const needs = byType.get(type) ?? new Set();
    for (const one of dependsOn) needs.add(findByExpression(template.resources, one)?.type ?? '');
    byType.set(type, needs);
  }
  const visit = (type: string, trail: readonly string[]): void => {
    // Roles of one kind are given on many things, and siblings wait for each other.
    assert(!trail.includes(type), [...trail, type].join(' → '));
    for (const next of byType.get(type) ?? []) {
      const isKnown = next === type || next === 'Microsoft.Authorization/roleAssignments';
      if (!isKnown) visit(next, [...trail, type]);
    }
  };
  for (const type of byType.keys()) visit(type, []);
});

test('what ARM evaluates before anything is deployed reads nothing of what is', () => {
  for (const { name, scope, condition, type } of template.resources) {
    for (const value of [name, scope, condition])
      assert.doesNotMatch(String(value), /reference\(|listKeys\(/, `${type} ${name}`);
  }
});

test('no expression is left open, and no value is of this machine', () => {
  assert.doesNotMatch(JSON.stringify(template), /zz\d+zz|70000000\d\d|undefined|\[object/);
});

test('a secret leaves the template by no output', () => {
  assert.doesNotMatch(JSON.stringify(template.outputs), /listKeys|primaryConnectionString|password/i);
});

test('the manifests are told each value that they ask for', async () => {
  for (const environment of ['dev', 'staging', 'production']) {
    const env = await read(`../../k8s/overlays/${environment}/azure/azure.env`);
    const asked = [...env.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
    assert(asked.length > 20);
    assert.deepEqual(
      asked.filter((name) => !(name in template.outputs)),
      [],
    );
  }
});

test('azd up hands over each parameter, and passes on each output', async () => {
  const bicep = await read('../main.bicep');
  const passed = /params: \{([\s\S]*?)\n {2}\}/.exec(bicep)?.[1] ?? '';
  assert.deepEqual([...passed.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name).toSorted(), [
    ...Object.keys(template.parameters).toSorted(),
  ]);
  assert.deepEqual(
    [...bicep.matchAll(/^output (\w+) string = system\.outputs\.(\w+)$/gm)].map(([, own, theirs]) => [
      own,
      theirs,
    ]),
    Object.keys(template.outputs).map((name) => [name, name]),
  );
  const declared = [...bicep.matchAll(/^param (\w+) string/gm)].map(([, name]) => name);
  const { parameters: given } = JSON.parse(await read('../main.parameters.json'));
  assert.deepEqual(Object.keys(given).toSorted(), declared.toSorted());
  assert.equal(declared.length, Object.keys(parameters).length + 1);
});

test('the jobs of Synapse are given what their definitions name', async () => {
  const definitions = ['insights-jobs.sparkjob', 'insights.pipeline'];
  const files = definitions.map((name) => read(`../../analytics/deploy/synapse/${name}.json`));
  const text = (await Promise.all(files)).join('');
  const names = template.resources.map(({ type, name }) => `${type.split('/').at(-1)} ${name}`).join('\n');
  const { targetBigDataPool } = JSON.parse((await files[0]) ?? '').properties;
  assert.match(names, new RegExp(`^bigDataPools .*/${targetBigDataPool.referenceName}'`, 'm'));
  const containers = new Set([...text.matchAll(/abfss:\/\/(\w+)@/g)].map(([, container]) => container));
  assert.deepEqual(containers, new Set(['jobs', 'landing', 'lake']));
  for (const container of containers)
    assert.match(names, new RegExp(`^containers .*/default/${container}'`, 'm'));
});
