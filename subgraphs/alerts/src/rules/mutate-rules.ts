import { maxRulesPerUser, type RuleDocument } from '@headgate/alerting/rule-document.ts';
import { parseInput } from '@headgate/service/parse-input.ts';
import type { Services } from '../create-context.ts';
import { alertsErrors } from '../errors.ts';
import type { DocumentKey } from '../stores/update-document.ts';
import { changeRule } from './change-rule.ts';
import { createRuleSchema, updateRuleSchema } from './rule-input.ts';

/**
 * Creates a rule of the user.
 * @throws BAD_USER_INPUT by field; ALERT_RULE_LIMIT_REACHED; CONCURRENT_CHANGE.
 */
export async function createRule(services: Services, userId: string, input: unknown): Promise<RuleDocument> {
  const { rules, createId, now } = services;
  const given = parseInput(createRuleSchema, input);
  const createdAt = new Date(now()).toISOString();
  const rule: RuleDocument = {
    type: 'rule',
    id: createId(),
    userId,
    ...given,
    version: 1,
    paused: false,
    createdAt,
    updatedAt: createdAt,
  };
  if (!(await rules.create(rule, maxRulesPerUser))) throw alertsErrors.create('ALERT_RULE_LIMIT_REACHED');
  return rule;
}

/**
 * Changes what is given of a rule.
 * @throws BAD_USER_INPUT by field; ALERT_RULE_NOT_FOUND; CONCURRENT_CHANGE.
 */
export async function updateRule(
  services: Services,
  key: DocumentKey,
  input: unknown,
): Promise<RuleDocument> {
  const changes = parseInput(updateRuleSchema, input);
  return update(services, key, (rule) => changeRule(rule, changes, services.now()));
}

/** @throws ALERT_RULE_NOT_FOUND; CONCURRENT_CHANGE. */
export async function pauseRule(
  services: Services,
  key: DocumentKey,
  paused: boolean,
): Promise<RuleDocument> {
  const updatedAt = new Date(services.now()).toISOString();
  return update(services, key, (rule) => (rule.paused === paused ? rule : { ...rule, paused, updatedAt }));
}

/** @throws ALERT_RULE_NOT_FOUND; CONCURRENT_CHANGE. */
export async function deleteRule({ rules }: Services, key: DocumentKey): Promise<void> {
  if (!(await rules.remove(key))) throw alertsErrors.create('ALERT_RULE_NOT_FOUND');
}

async function update(
  { rules }: Services,
  key: DocumentKey,
  change: (rule: RuleDocument) => RuleDocument,
): Promise<RuleDocument> {
  const rule = await rules.update(key, change);
  if (!rule) throw alertsErrors.create('ALERT_RULE_NOT_FOUND');
  return rule;
}
