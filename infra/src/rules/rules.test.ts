import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Resource } from '../arm/resource.ts';
import { exampleInputs, listResources } from '../list-resources.ts';
import { dev, production, type Size, sizes } from '../sizes.ts';
import { findViolations } from './find-violations.ts';
import { rules } from './rules.ts';

let resources: readonly Resource[];
before(async () => {
  resources = await listResources({ ...production, analytics: 'fabric' }, exampleInputs('production'));
});

test('every size keeps every rule', async () => {
  for (const [name, size] of Object.entries(sizes))
    assert.deepEqual(findViolations(await listResources(size, exampleInputs(name))), [], name);
});

test('each rule looks at a value that is there, and refuses a wrong one by its place', () => {
  const wrong = 'no such value';
  for (const rule of rules) {
    const path = rule.path.replaceAll('[]', '.0').split('.');
    const index = resources.findIndex(({ type }) => type === rule.type);
    assert(index >= 0, `${rule.type}: nothing is of this type`);
    const changed = structuredClone(resources) as Resource[];
    const last = path.pop() ?? '';
    let holder = changed[index] as unknown as Record<string, unknown>;
    for (const key of path) holder = holder[key] as Record<string, unknown>;
    assert(last in holder, `${rule.type} has no ${rule.path}`);
    holder[last] = wrong;
    const found = findViolations(changed).filter((one) => one.includes(`: ${rule.path} is "${wrong}"`));
    assert.equal(found.length, 1, rule.path);
  }
});

/** Each passes the compiler. */
const mistakes: Readonly<Record<string, readonly [Size, RegExp]>> = {
  'a mode that there is not': [
    { ...production, postgres: { ...production.postgres, highAvailability: 'ZoneRedundnat' } },
    /highAvailability[.]mode is "ZoneRedundnat"/,
  ],
  'more days than backups are kept': [
    { ...production, postgres: { ...production.postgres, backupDays: 90 } },
    /backupRetentionDays is 90, expected a whole number from 7 to 35/,
  ],
  'a disk between two sizes': [
    { ...production, postgres: { ...production.postgres, storageGb: 100 } },
    /storageSizeGB is 100/,
  ],
  'a standby of a burstable server': [
    { ...dev, postgres: { ...dev.postgres, highAvailability: 'ZoneRedundant' } },
    /a burstable PostgreSQL has no high availability/,
  ],
  'throughput that does not scale': [
    { ...dev, cosmos: { ...dev.cosmos, maxThroughput: 400 } },
    /maxThroughput is 400/,
  ],
  'memory that no instance has': [
    { ...dev, functions: { ...dev.functions, instanceMemoryMb: 1_024 } },
    /instanceMemoryMB is 1024/,
  ],
  'a size of the service before': [{ ...dev, redis: { ...dev.redis, sku: 'Premium_P1' } }, /"Premium_P1"/],
  'the range of the pods': [
    { ...dev, networkPrefix: '10.240' },
    /addressPrefixes\[\] is "10[.]240[.]0[.]0\/16"/,
  ],
  'logs that are kept for a week': [
    { ...dev, logs: { ...dev.logs, retentionDays: 7 } },
    /retentionInDays is 7/,
  ],
  'a zone that there is not': [
    { ...dev, cluster: { ...dev.cluster, zones: ['4'] } },
    /availabilityZones\[\] is "4"/,
  ],
};

for (const [name, [size, expected]] of Object.entries(mistakes)) {
  test(`${name} is refused`, async () => {
    const found = findViolations(await listResources(size, exampleInputs('production')));
    assert.match(found.join('\n'), expected);
  });
}

test('a name that is too long for what it names is refused', async () => {
  const found = findViolations(
    await listResources(dev, exampleInputs('a-very-long-environment-name-indeed')),
  );
  assert.match(found.join('\n'), /databaseAccounts .*: name is/);
});

test('what keeps data and is reached by no private endpoint is refused', () => {
  const without = resources.filter(
    ({ type, name }) => !(type === 'Microsoft.Network/privateEndpoints' && name === 'redis'),
  );
  assert.match(findViolations(without).join('\n'), /private endpoint/);
});
