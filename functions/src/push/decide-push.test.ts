import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { decidePush, type NotificationTarget } from './decide-push.ts';

const midnight = Date.UTC(2026, 0, 11);
const alert = {
  severity: 'WARNING',
  status: 'RAISED',
  channels: ['PUSH'],
  raisedAt: new Date(midnight).toISOString(),
} as unknown as AlertDocument;
const preferences = { pushEnabled: true, minSeverity: 'INFO', quietHours: null } as const;
const target: NotificationTarget = { userId: 'ada', timeZone: 'UTC', hasDevices: true, preferences };
const night = { start: '22:00', end: '07:00', policy: 'HOLD' } as const;

const decide = (
  changes: Partial<AlertDocument>,
  preferenceChanges: Partial<NotificationTarget['preferences']> = {},
  now = midnight,
) =>
  decidePush(
    { ...alert, ...changes },
    { ...target, preferences: { ...preferences, ...preferenceChanges } },
    now,
  );

test('an alert is pushed when its rule and its user want that', () => {
  assert.deepEqual(decide({}), { action: 'send' });
  const { channels: _channels, ...old } = alert;
  assert.deepEqual(decidePush(old, target, midnight), { action: 'send' });
});

test('what the rule or the user does not want, and what tells nothing new, is not pushed', () => {
  const whyOf = (decision: object) => (decision as { why?: string }).why;
  assert.equal(whyOf(decide({ channels: [] })), 'channel');
  assert.equal(whyOf(decidePush(alert, undefined, midnight)), 'no devices');
  assert.equal(whyOf(decidePush(alert, { ...target, hasDevices: false }, midnight)), 'no devices');
  assert.equal(whyOf(decide({}, { pushEnabled: false })), 'push disabled');
  assert.equal(whyOf(decide({}, { minSeverity: 'CRITICAL' })), 'severity');
  assert.equal(whyOf(decide({ status: 'ACKNOWLEDGED' })), 'seen');
  assert.equal(whyOf(decide({}, {}, midnight + 37 * 3_600_000)), 'too late');
});

test('in quiet hours critical alerts are pushed, others held until they end or dropped', () => {
  assert.deepEqual(decide({}, { quietHours: night }), { action: 'hold', until: midnight + 7 * 3_600_000 });
  assert.deepEqual(decide({}, { quietHours: night }, midnight + 7 * 3_600_000), { action: 'send' });
  assert.deepEqual(decide({ severity: 'CRITICAL' }, { quietHours: night }), { action: 'send' });
  const dropped = decide({}, { quietHours: { ...night, policy: 'DROP' } });
  assert.deepEqual(dropped, { action: 'omit', why: 'quiet hours' });
});
