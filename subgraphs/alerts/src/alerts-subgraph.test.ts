import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { maxRulesPerUser } from '@headgate/alerting/rule-document.ts';
import { sampleRule } from '@headgate/alerting/test-support/sample-rule.ts';
import { raiseAlerts } from './test-support/raise-alerts.ts';
import { codesOf, dataOf, startTestAlerts } from './test-support/start-test-alerts.ts';

const stack = await startTestAlerts();
after(() => stack[Symbol.asyncDispose]());

const operator = { userId: 'olga', roles: ['operator'] };
const geofence = { transition: 'ENTER', center: { latitude: 1, longitude: 2 }, radiusMeters: 50 };
const createRule = 'mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }';

async function create(userId: string, input: object = {}): Promise<string> {
  const rule = { name: 'Home', condition: { geofence }, ...input };
  const answer = await stack.execute(userId, createRule, { input: rule });
  return dataOf<{ createAlertRule: { id: string } }>(answer).createAlertRule.id;
}

test('a rule is created with its defaults, changed in part, paused and deleted', async () => {
  const id = await create('ann');
  const fields =
    'id userId name severity cooldownSeconds paused condition { ... on GeofenceCondition { transition radiusMeters center { latitude } placeId } }';
  const update = `mutation ($id: ID!, $input: UpdateAlertRuleInput!) { updateAlertRule(id: $id, input: $input) { ${fields} } }`;
  const input = { severity: 'CRITICAL', cooldownSeconds: null };
  const changed = dataOf(await stack.execute('ann', update, { id, input }));
  const condition = { transition: 'ENTER', radiusMeters: 50, center: { latitude: 1 }, placeId: null };
  const rule = { id, userId: 'ann', name: 'Home', severity: 'CRITICAL', cooldownSeconds: 0, condition };
  assert.deepEqual(changed, { updateAlertRule: { ...rule, paused: false } });
  const pause = `mutation ($id: ID!) { pauseAlertRule(id: $id) { paused } }`;
  assert.deepEqual(dataOf(await stack.execute('ann', pause, { id })), { pauseAlertRule: { paused: true } });
  const remove = 'mutation ($id: ID!) { deleteAlertRule(id: $id) }';
  assert.deepEqual(dataOf(await stack.execute('ann', remove, { id })), { deleteAlertRule: id });
  assert.deepEqual(codesOf(await stack.execute('ann', remove, { id })), ['ALERT_RULE_NOT_FOUND']);
});

test('a rule pushes its alerts unless it is told not to, and one from before there were channels does too', async () => {
  const id = await create('amy');
  const update =
    'mutation ($id: ID!, $input: UpdateAlertRuleInput!) { updateAlertRule(id: $id, input: $input) { channels } }';
  const channelsAfter = async (input: object) =>
    dataOf<{ updateAlertRule: { channels: string[] } }>(await stack.execute('amy', update, { id, input }))
      .updateAlertRule.channels;
  assert.deepEqual(await channelsAfter({}), ['PUSH']);
  assert.deepEqual(await channelsAfter({ channels: [] }), []);
  assert.deepEqual(await channelsAfter({ channels: ['PUSH', 'PUSH'] }), ['PUSH']);
  await stack.container.items.create(sampleRule({ id: 'old', userId: 'amy' }));
  const answer = await stack.execute('amy', '{ alertRules { nodes { id channels } } }');
  const { nodes } = dataOf<{ alertRules: { nodes: { id: string }[] } }>(answer).alertRules;
  assert.deepEqual(
    nodes.find((rule) => rule.id === 'old'),
    { id: 'old', channels: ['PUSH'] },
  );
});

test('only another condition makes another version of a rule', async () => {
  const id = await create('bea');
  const update =
    'mutation ($id: ID!, $input: UpdateAlertRuleInput!) { updateAlertRule(id: $id, input: $input) { id } }';
  const versionAfter = async (input: object) => {
    dataOf(await stack.execute('bea', update, { id, input }));
    return (await stack.container.item(id, 'bea').read()).resource.version;
  };
  assert.equal(await versionAfter({ name: 'Work', condition: { geofence } }), 1);
  assert.equal(await versionAfter({ condition: { geofence: { ...geofence, radiusMeters: 60 } } }), 2);
});

test('changes of one rule at the same time are all made', async () => {
  const id = await create('cat');
  const update =
    'mutation ($id: ID!, $input: UpdateAlertRuleInput!) { updateAlertRule(id: $id, input: $input) { id } }';
  const inputs = [{ name: 'New' }, { severity: 'WARNING' }, { cooldownSeconds: 60 }];
  const answers = await Promise.all(inputs.map((input) => stack.execute('cat', update, { id, input })));
  assert.deepEqual(answers.flatMap(codesOf), []);
  const { resource } = await stack.container.item(id, 'cat').read();
  const { name, severity, cooldownSeconds } = resource;
  assert.deepEqual({ name, severity, cooldownSeconds }, Object.assign({}, ...inputs));
});

test('each value that is wrong is named', async () => {
  const wrong = { transition: 'EXIT', center: { latitude: 91, longitude: 0 }, radiusMeters: 9 };
  const input = { name: ' ', cooldownSeconds: -1, condition: { geofence: wrong } };
  const { errors } = await stack.execute('ann', createRule, { input });
  assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
  assert.deepEqual(
    errors[0].extensions.fields?.map(({ path }) => path),
    [
      'input.name',
      'input.condition.geofence.center.latitude',
      'input.condition.geofence.radiusMeters',
      'input.cooldownSeconds',
    ],
  );
  const empty = await stack.execute('ann', createRule, { input: { name: 'x', condition: {} } });
  assert.match(
    empty.errors?.[0]?.message ?? '',
    /input\.condition: expected exactly one of: geofence, threshold/,
  );
});

test('a user has a limited number of rules', async () => {
  for (let n = 0; n < maxRulesPerUser; n++) {
    await stack.container.items.create(sampleRule({ id: `rule-${n}`, userId: 'dan' }));
  }
  const input = { name: 'one more', condition: { geofence } };
  const answer = await stack.execute('dan', createRule, { input });
  assert.deepEqual(codesOf(answer), ['ALERT_RULE_LIMIT_REACHED']);
});

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const pageFields = 'pageInfo { hasNextPage endCursor }';

test('alerts are paged, the latest first', async () => {
  await raiseAlerts(stack.container, 'eve', 3);
  await raiseAlerts(stack.container, 'eve', 2, { severity: 'WARNING' });
  const query = `query ($after: String, $least: AlertSeverity) {
    alerts(first: 2, after: $after, minSeverity: $least) { nodes { message } ${pageFields} }
  }`;
  const read = async (variables: object) =>
    dataOf<{ alerts: Page<{ message: string }> }>(await stack.execute('eve', query, variables)).alerts;
  const messages: string[] = [];
  let page = await read({});
  for (;;) {
    messages.push(...page.nodes.map(({ message }) => message));
    if (!page.pageInfo.hasNextPage) break;
    page = await read({ after: page.pageInfo.endCursor });
  }
  assert.deepEqual(messages, ['alert 5', 'alert 4', 'alert 3', 'alert 2', 'alert 1']);
  const warnings = await read({ least: 'WARNING' });
  assert.equal(warnings.nodes.length, 2);
  assert.equal(warnings.pageInfo.hasNextPage, false);
});

test('rules are paged, the latest first', async () => {
  const older = await create('eve', { name: 'older' });
  const newer = await create('eve', { name: 'newer' });
  const query = `query ($after: String) { alertRules(first: 1, after: $after) { nodes { id } ${pageFields} } }`;
  const read = async (after: string | null) =>
    dataOf<{ alertRules: Page<{ id: string }> }>(await stack.execute('eve', query, { after })).alertRules;
  const first = await read(null);
  const second = await read(first.pageInfo.endCursor);
  assert.deepEqual([...first.nodes, ...second.nodes], [{ id: newer }, { id: older }]);
  assert.deepEqual(
    [first, second].map(({ pageInfo }) => pageInfo.hasNextPage),
    [true, false],
  );
});

test('an alert is acknowledged and resolved once, by whoever did it first', async () => {
  const [alert] = await raiseAlerts(stack.container, 'fay', 1);
  const run = async (caller: typeof operator | string, field: string) => {
    const query = `mutation ($id: ID!) { alert: ${field}(id: $id) { status acknowledgedAt resolvedAt } }`;
    const answer = await stack.execute(caller, query, { id: alert?.id });
    return dataOf<{ alert: { status: string } }>(answer).alert;
  };
  const acknowledged = await run('fay', 'acknowledgeAlert');
  assert.equal(acknowledged.status, 'ACKNOWLEDGED');
  assert.deepEqual(await run(operator, 'acknowledgeAlert'), acknowledged);
  assert.equal((await run(operator, 'resolveAlert')).status, 'RESOLVED');
  assert.equal((await run('fay', 'acknowledgeAlert')).status, 'RESOLVED');
  const who = '{ alerts { nodes { acknowledgedBy { id } resolvedBy { id } } } }';
  assert.deepEqual(dataOf(await stack.execute('fay', who)), {
    alerts: { nodes: [{ acknowledgedBy: { id: 'fay' }, resolvedBy: { id: 'olga' } }] },
  });
});

test('however many alerts and rules are asked for by reference, one query a user fetches them', async () => {
  const id = await create('gus');
  const raised = await raiseAlerts(stack.container, 'gus', 20, { ruleId: id });
  const representations = raised.map((alert) => ({ __typename: 'Alert', id: alert.id, userId: 'gus' }));
  const query =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Alert { message rule { name } activity { id } user { id } } } }';
  const before = stack.countQueries();
  const { _entities } = dataOf<{ _entities: unknown[] }>(
    await stack.execute('gus', query, { representations }),
  );
  assert.equal(stack.countQueries() - before, 2);
  assert.deepEqual(
    _entities,
    raised.map(({ message, activityId }) => ({
      message,
      rule: { name: 'Home' },
      activity: { id: activityId },
      user: { id: 'gus' },
    })),
  );
});

test('an alert whose rule is no more has none', async () => {
  await raiseAlerts(stack.container, 'hal', 1);
  const answer = await stack.execute('hal', '{ alerts { nodes { rule { id } } } }');
  assert.deepEqual(dataOf(answer), { alerts: { nodes: [{ rule: null }] } });
});
