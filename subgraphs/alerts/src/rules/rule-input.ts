import { alertChannels } from '@headgate/alerting/alert-channel.ts';
import { name } from '@headgate/input-rules/name.ts';
import { z } from 'zod';
import { between } from './between.ts';
import { condition } from './condition-input.ts';

const oneWeekSeconds = 604_800;
/** From none to a week. */
export const cooldownSeconds = between(0, oneWeekSeconds, 'a whole number of seconds');

const severity = z.enum(['INFO', 'WARNING', 'CRITICAL']);

const channels = z.array(z.enum(alertChannels)).transform((given) => [...new Set(given)]);

/** `CreateAlertRuleInput`, with its condition as documents hold it. */
export const createRuleSchema = z.object({
  name: name(100),
  condition,
  severity: severity.nullish().transform((given) => given ?? 'INFO'),
  channels: channels.nullish().transform((given) => given ?? [...alertChannels]),
  cooldownSeconds: cooldownSeconds.nullish().transform((given) => given ?? 0),
});

/** `UpdateAlertRuleInput`: null is the same as absent. */
export const updateRuleSchema = z.object({
  name: name(100).nullish(),
  condition: condition.nullish(),
  severity: severity.nullish(),
  channels: channels.nullish(),
  cooldownSeconds: cooldownSeconds.nullish(),
});

export type RuleChanges = z.output<typeof updateRuleSchema>;
