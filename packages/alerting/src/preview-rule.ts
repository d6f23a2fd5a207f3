import type { ActivityEvent } from './activity-event.ts';
import { findSilence } from './conditions/evaluate-inactivity.ts';
import type { Finding } from './conditions/finding.ts';
import type { UserSnapshot } from './evaluation-store.ts';
import { compareEvents } from './event-order.ts';
import type { RuleDocument } from './rule-document.ts';
import { compileRule, startWalk, stepWalk } from './walk-recent-events.ts';

export interface PreviewOptions extends Pick<UserSnapshot, 'coefficients' | 'prediction'> {
  readonly rule: RuleDocument;
  readonly events: readonly ActivityEvent[];
  /** In milliseconds since 1970: silence lasts until then. */
  readonly now: number;
}

/** What a rule that had been there before the events would have found, in order. Pure: nothing is known of it afterwards. */
export function previewRule({
  rule,
  events,
  coefficients,
  prediction,
  now,
}: PreviewOptions): readonly Finding[] {
  const { version } = rule;
  const unknown = { version, from: 0, settled: null, memory: null, silentUntil: null, missedAfter: null };
  const walk = startWalk(compileRule(rule, coefficients, prediction ?? null), unknown);
  const findings: Finding[] = [];
  for (const [index, event] of events.toSorted(compareEvents).entries()) {
    const finding = stepWalk(walk, { number: index + 1, event, found: [] });
    if (finding) findings.push(finding);
  }
  const { memory, silentUntil } = walk.state;
  if (memory?.kind === 'inactivity' && rule.condition.kind === 'inactivity') {
    const silence = findSilence(memory, rule.condition, now);
    if (silence && (silentUntil === null || silence.at >= silentUntil)) findings.push(silence);
  }
  return findings;
}
