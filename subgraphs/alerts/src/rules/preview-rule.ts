import { previewRule as findInPast } from '@headgate/alerting/preview-rule.ts';
import { parseInput } from '@headgate/service/parse-input.ts';
import { z } from 'zod';
import type { AlertRulePreview } from '../__generated__/resolvers.ts';
import type { Services } from '../create-context.ts';
import { between } from './between.ts';
import { condition } from './condition-input.ts';
import { cooldownSeconds } from './rule-input.ts';

/** So many events are evaluated in some ten milliseconds, and read in a page or two. */
const maxEvents = 5_000;
const maxLatest = 20;
const dayMs = 86_400_000;

const previewSchema = z.object({
  condition,
  cooldownSeconds: cooldownSeconds.nullish().transform((given) => given ?? 0),
  days: between(1, 31, 'a whole number of days')
    .nullish()
    .transform((given) => given ?? 7),
});

/**
 * Evaluates a rule that is not there for what a user did lately, and writes nothing.
 * @throws BAD_USER_INPUT by field.
 */
export async function previewRule(
  { history, now }: Services,
  userId: string,
  input: unknown,
): Promise<AlertRulePreview> {
  const { days, ...given } = parseInput(previewSchema, input);
  const nowMs = now();
  const since = new Date(nowMs - days * dayMs).toISOString();
  const [events, learned] = await Promise.all([
    history.listEvents({ userId, since, limit: maxEvents }),
    history.findLearned(userId),
  ]);
  const rule = {
    type: 'rule' as const,
    id: 'preview',
    userId,
    name: '',
    ...given,
    version: 1,
    severity: 'INFO' as const,
    paused: false,
    createdAt: since,
    updatedAt: since,
  };
  const findings = findInPast({ rule, events, ...learned, now: nowMs });
  const oldest = events.at(-1);
  return {
    alerts: findings.length,
    latest: findings
      .slice(-maxLatest)
      .reverse()
      .map(({ at, text }) => ({ at: new Date(at), text })),
    events: events.length,
    since: events.length === maxEvents && oldest ? new Date(oldest.at) : new Date(since),
  };
}
