import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createTemplate } from '../create-template.ts';
import { grants } from './grants.ts';
import { identities } from './identities.ts';
import { redisUsers } from './redis.ts';

const read = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('each grant is used by a line of configuration', async () => {
  for (const { to, role, usedBy } of grants) {
    assert(
      (await read(usedBy.file)).includes(usedBy.text),
      `${to} has ${role}, and nobody in ${usedBy.file} uses it`,
    );
  }
});

test('each user of Redis signs in there as itself', async () => {
  const workloads: Readonly<Record<string, string>> = { gateway: 'gateway/workload/deployment.yaml' };
  for (const name of redisUsers) {
    const file =
      name === 'functions'
        ? 'infra/src/resources/functions.ts'
        : `k8s/base/${workloads[name] ?? `${name}/deployment.yaml`}`;
    assert.match(await read(file), /REDIS_SIGN_IN(, value: entra|: 'entra')/, name);
  }
});

test('nobody has a role that the table does not have', async () => {
  const { resources } = await createTemplate();
  const given = resources.filter(({ type }) => /roleAssignments$/i.test(type));
  // Beside the table: what the pipeline may ask, which is a role of our own.
  assert.equal(given.length, grants.length + 1);
});

test('each account of the cluster has an identity of its own, by the name it has there', async () => {
  const subjects = identities.flatMap((identity) => ('cluster' in identity ? [identity.cluster] : []));
  for (const subject of subjects) {
    const [, , namespace, name] = subject.split(':');
    if (namespace === 'kube-system') continue;
    const file =
      namespace === 'headgate-ingress'
        ? 'k8s/policies/ingress.yaml'
        : name === 'functions'
          ? 'k8s/components/functions/service-account.yaml'
          : name === 'accounts-migrations'
            ? 'k8s/base/accounts/migrations.yaml'
            : `k8s/base/${name}/service-account.yaml`;
    assert.match(
      await read(file),
      new RegExp(`kind: ServiceAccount\nmetadata:\n(  #.*\n)*  name: ${name}\n`),
      subject,
    );
  }
  assert.equal(new Set(subjects).size, subjects.length);
});

test('docs/deploy.md has each grant in its table', async () => {
  const docs = await read('docs/deploy.md');
  for (const { to, role, on, why } of grants) {
    const target = `${on.type.split('/').at(-1)}${/DocumentDB/.test(on.type) ? ` ${on.name || 'headgate'}` : ''}`;
    assert(
      docs.includes(`| ${to} | ${role} | ${target} | ${why} |\n`),
      `| ${to} | ${role} | ${target} | ${why} |`,
    );
  }
});
