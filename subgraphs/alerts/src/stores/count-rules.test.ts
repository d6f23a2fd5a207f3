import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ruleCountId } from '@headgate/alerting/rule-count-document.ts';
import { maxRulesPerUser } from '@headgate/alerting/rule-document.ts';
import { sampleRule } from '@headgate/alerting/test-support/sample-rule.ts';
import { codesOf, dataOf, startTestAlerts } from '../test-support/start-test-alerts.ts';

const stack = await startTestAlerts();
after(() => stack[Symbol.asyncDispose]());

async function create(userId: string): Promise<string> {
  const geofence = { transition: 'ENTER', center: { latitude: 1, longitude: 2 }, radiusMeters: 50 };
  const query = 'mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }';
  const [code = 'stored'] = codesOf(
    await stack.execute(userId, query, { input: { name: 'Home', condition: { geofence } } }),
  );
  return code;
}

async function listRules(userId: string): Promise<{ id: string }[]> {
  const answer = await stack.execute(userId, '{ alertRules(first: 100) { nodes { id } } }');
  return dataOf<{ alertRules: { nodes: { id: string }[] } }>(answer).alertRules.nodes;
}

async function remove(userId: string, id: string): Promise<string> {
  const [code = 'removed'] = codesOf(
    await stack.execute(userId, 'mutation ($id: ID!) { deleteAlertRule(id: $id) }', { id }),
  );
  return code;
}

const createMany = (userId: string, count: number) =>
  Promise.all(Array.from({ length: count }, () => create(userId)));

test('rules that are created at the same time stay within the limit, and fill it', async () => {
  const codes = new Set<string>();
  for (let round = 0; (await listRules('ada')).length < maxRulesPerUser; round += 1) {
    assert(round < 10, 'each round stores at least some');
    for (const code of await createMany('ada', 30)) codes.add(code);
    assert((await listRules('ada')).length <= maxRulesPerUser);
  }
  codes.delete('CONCURRENT_CHANGE');
  assert.deepEqual([...codes].toSorted(), ['ALERT_RULE_LIMIT_REACHED', 'stored']);
  assert.equal(await create('ada'), 'ALERT_RULE_LIMIT_REACHED');
});

test('a rule that is removed makes room for one, however often its removal is asked for', async () => {
  const [first] = await listRules('ada');
  const codes = await Promise.all(Array.from({ length: 5 }, () => remove('ada', first?.id ?? '')));
  assert.deepEqual(codes.toSorted(), [...Array(4).fill('ALERT_RULE_NOT_FOUND'), 'removed']);
  assert.equal(await create('ada'), 'stored');
  assert.equal(await create('ada'), 'ALERT_RULE_LIMIT_REACHED');
});

test('rules from before they were counted count', async () => {
  for (let n = 0; n < maxRulesPerUser - 1; n += 1) {
    await stack.container.items.create(sampleRule({ id: `old-${n}`, userId: 'bob' }));
  }
  assert.equal(await remove('bob', 'old-0'), 'removed');
  assert.deepEqual([await create('bob'), await create('bob')], ['stored', 'stored']);
  assert.equal(await create('bob'), 'ALERT_RULE_LIMIT_REACHED');
});

test('a count that is too high keeps nobody from rules that they may have', async () => {
  await stack.container.items.create({ id: ruleCountId, type: 'rule-count', userId: 'cyd', count: 1_000 });
  assert.equal(await create('cyd'), 'stored');
  const { resource } = await stack.container.item(ruleCountId, 'cyd').read();
  assert.equal(resource.count, 1);
});

test('the count is no rule to be read, changed or removed', async () => {
  assert.equal(await create('dan'), 'stored');
  assert.equal(await remove('dan', ruleCountId), 'ALERT_RULE_NOT_FOUND');
  assert.equal((await listRules('dan')).length, 1);
});
