import { isDeepStrictEqual } from 'node:util';
import { channelsOf } from '@headgate/alerting/alert-channel.ts';
import type { RuleDocument } from '@headgate/alerting/rule-document.ts';
import type { RuleChanges } from './rule-input.ts';

/** Applies what is given to a rule. Another condition is another version, so that evaluation begins anew. */
export function changeRule(rule: RuleDocument, changes: RuleChanges, nowMs: number): RuleDocument {
  const condition = changes.condition ?? rule.condition;
  const isSameCondition = isDeepStrictEqual(condition, rule.condition);
  return {
    ...rule,
    name: changes.name ?? rule.name,
    severity: changes.severity ?? rule.severity,
    channels: changes.channels ?? channelsOf(rule),
    cooldownSeconds: changes.cooldownSeconds ?? rule.cooldownSeconds,
    condition,
    version: isSameCondition ? rule.version : rule.version + 1,
    updatedAt: new Date(nowMs).toISOString(),
  };
}
