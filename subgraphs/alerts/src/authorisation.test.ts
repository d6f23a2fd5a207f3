import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sampleRule } from '@headgate/alerting/test-support/sample-rule.ts';
import { raiseAlerts } from './test-support/raise-alerts.ts';
import { codesOf, startTestAlerts } from './test-support/start-test-alerts.ts';

const stack = await startTestAlerts();
after(() => stack[Symbol.asyncDispose]());

await stack.container.items.create(sampleRule({ id: 'rule-1', userId: 'ada' }));
await raiseAlerts(stack.container, 'ada', 1);

const callers = {
  nobody: null,
  stranger: 'eve',
  owner: 'ada',
  operator: { userId: 'olga', roles: ['operator'] },
};

type Expected = 'ok' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'ALERT_NOT_FOUND' | 'ALERT_RULE_NOT_FOUND';

const references = (typename: string, id: string, field: string) =>
  `{ _entities(representations: [{ __typename: "${typename}", id: "${id}", userId: "ada" }]) { ... on ${typename} { ${field} } } }`;

/** What each caller gets to see or do with data of the user `ada`; the owner goes last, who may remove it. */
const matrix: readonly (readonly [operation: string, Record<keyof typeof callers, Expected>])[] = [
  [
    '{ alerts(userId: "ada") { nodes { message } } }',
    { nobody: 'UNAUTHENTICATED', stranger: 'FORBIDDEN', operator: 'ok', owner: 'ok' },
  ],
  [
    '{ alertRules(userId: "ada") { nodes { name } } }',
    { nobody: 'UNAUTHENTICATED', stranger: 'FORBIDDEN', operator: 'ok', owner: 'ok' },
  ],
  [
    '{ alerts { nodes { message } } }',
    { nobody: 'UNAUTHENTICATED', stranger: 'ok', operator: 'ok', owner: 'ok' },
  ],
  [
    '{ alertRules { nodes { name } } }',
    { nobody: 'UNAUTHENTICATED', stranger: 'ok', operator: 'ok', owner: 'ok' },
  ],
  [
    references('Alert', 'ada-1', 'message rule { name }'),
    { nobody: 'UNAUTHENTICATED', stranger: 'FORBIDDEN', operator: 'ok', owner: 'ok' },
  ],
  [
    references('AlertRule', 'rule-1', 'name condition { __typename }'),
    { nobody: 'UNAUTHENTICATED', stranger: 'FORBIDDEN', operator: 'ok', owner: 'ok' },
  ],
  [
    'mutation { acknowledgeAlert(id: "ada-1") { message } }',
    { nobody: 'UNAUTHENTICATED', stranger: 'ALERT_NOT_FOUND', operator: 'ok', owner: 'ok' },
  ],
  [
    'mutation { resolveAlert(id: "ada-1") { message } }',
    { nobody: 'UNAUTHENTICATED', stranger: 'ALERT_NOT_FOUND', operator: 'ok', owner: 'ok' },
  ],
  [
    'mutation { updateAlertRule(id: "rule-1", input: { name: "Mine" }) { name } }',
    {
      nobody: 'UNAUTHENTICATED',
      stranger: 'ALERT_RULE_NOT_FOUND',
      operator: 'ALERT_RULE_NOT_FOUND',
      owner: 'ok',
    },
  ],
  [
    'mutation { pauseAlertRule(id: "rule-1") { name } }',
    {
      nobody: 'UNAUTHENTICATED',
      stranger: 'ALERT_RULE_NOT_FOUND',
      operator: 'ALERT_RULE_NOT_FOUND',
      owner: 'ok',
    },
  ],
  [
    'mutation { deleteAlertRule(id: "rule-1") }',
    {
      nobody: 'UNAUTHENTICATED',
      stranger: 'ALERT_RULE_NOT_FOUND',
      operator: 'ALERT_RULE_NOT_FOUND',
      owner: 'ok',
    },
  ],
];

for (const [operation, expected] of matrix) {
  for (const [name, outcome] of Object.entries(expected)) {
    test(`${name} gets ${outcome} for ${operation}`, async () => {
      const answer = await stack.execute(callers[name as keyof typeof callers], operation);
      assert.deepEqual(codesOf(answer), outcome === 'ok' ? [] : [outcome]);
      if (outcome !== 'ok') assert.doesNotMatch(JSON.stringify(answer.data ?? null), /alert 1|Square/);
    });
  }
}

test('a list without a user is the caller’s own, whoever calls', async () => {
  for (const caller of [callers.stranger, callers.operator]) {
    const answer = await stack.execute(caller, '{ alerts { nodes { id } } alertRules { nodes { id } } }');
    assert.deepEqual(answer.data, { alerts: { nodes: [] }, alertRules: { nodes: [] } });
  }
});

test('what is no rule and no alert cannot be reached by its id', async () => {
  for (const id of ['state', 'outbox:ada-1', 'ada-1', 'a/b', '', ' ', '../x']) {
    const remove = await stack.execute('ada', `mutation { deleteAlertRule(id: "${id}") }`);
    assert.deepEqual(codesOf(remove), ['ALERT_RULE_NOT_FOUND']);
  }
  const resolve = await stack.execute('ada', 'mutation { resolveAlert(id: "state") { id } }');
  assert.deepEqual(codesOf(resolve), ['ALERT_NOT_FOUND']);
});

test('a reference that the caller may not see leaves the others of the request alone', async () => {
  await raiseAlerts(stack.container, 'eve', 1);
  const representations = ['ada', 'eve'].map((userId) => ({
    __typename: 'Alert',
    id: `${userId}-1`,
    userId,
  }));
  const query =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Alert { id } } }';
  const answer = await stack.execute('eve', query, { representations });
  assert.deepEqual(codesOf(answer), ['FORBIDDEN']);
  assert.deepEqual(answer.data, { _entities: [null, { id: 'eve-1' }] });
});
