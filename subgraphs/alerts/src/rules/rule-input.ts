import { alertChannels } from '@headgate/alerting/alert-channel.ts';
import { z } from 'zod';
import { between } from './between.ts';
import { condition } from './condition-input.ts';

const nameForm = 'expected 1 to 100 characters';
const name = z.string().trim().min(1, { error: nameForm }).max(100, { error: nameForm });

const oneWeekSeconds = 604_800;
const cooldownSeconds = between(0, oneWeekSeconds, 'a whole number of seconds');

const severity = z.enum(['INFO', 'WARNING', 'CRITICAL']);

const channels = z.array(z.enum(alertChannels)).transform((given) => [...new Set(given)]);

/** `CreateAlertRuleInput`, with its condition as documents hold it. */
export const createRuleSchema = z.object({
  name,
  condition,
  severity: severity.nullish().transform((given) => given ?? 'INFO'),
  channels: channels.nullish().transform((given) => given ?? [...alertChannels]),
  cooldownSeconds: cooldownSeconds.nullish().transform((given) => given ?? 0),
});

/** `UpdateAlertRuleInput`: null is the same as absent. */
export const updateRuleSchema = z.object({
  name: name.nullish(),
  condition: condition.nullish(),
  severity: severity.nullish(),
  channels: channels.nullish(),
  cooldownSeconds: cooldownSeconds.nullish(),
});

export type RuleChanges = z.output<typeof updateRuleSchema>;
