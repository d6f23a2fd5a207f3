import type { AnomalyCoefficientsDocument } from './anomaly-coefficients-document.ts';
import { compileCondition, type EvaluateCondition } from './conditions/compile-condition.ts';
import type { Finding } from './conditions/finding.ts';
import { isSeenBy } from './recent-events.ts';
import type { RuleDocument } from './rule-document.ts';
import type { RecentEvent, RuleState, UserStateDocument } from './user-state-document.ts';

/** A rule on its way through the recent events. */
export interface RuleWalk {
  readonly rule: RuleDocument;
  /** As of the events that are settled. */
  readonly base: RuleState;
  /** As of the events so far. */
  readonly state: RuleState;
  /** Takes one event into account; answers what the rule finds, unless it is silent then. */
  step(entry: RecentEvent): Finding | undefined;
}

/** Begins a rule's way through the recent events where the last evaluation left it. */
export function startWalk(
  rule: RuleDocument,
  user: UserStateDocument,
  coefficients: AnomalyCoefficientsDocument | null,
): RuleWalk {
  const evaluate: EvaluateCondition = compileCondition(rule.condition, coefficients);
  const base = stateOf(rule, user);
  let state = base;
  return {
    rule,
    base,
    get state() {
      return state;
    },
    step(entry) {
      if (!isSeenBy(base, entry)) return undefined;
      const { at, id } = entry.event;
      const { memory, finding } = evaluate(state.memory, entry.event);
      const isSilent = finding !== undefined && state.silentUntil !== null && finding.at < state.silentUntil;
      const raises = finding !== undefined && !isSilent && !rule.paused && rule.cooldownSeconds > 0;
      const silentUntil = raises ? finding.at + rule.cooldownSeconds * 1000 : state.silentUntil;
      state = { ...state, settled: { at, id }, memory, silentUntil };
      return isSilent ? undefined : finding;
    },
  };
}

/** A new rule, and a new version of one, looks at nothing that came before it. */
function stateOf(rule: RuleDocument, { rules, received }: UserStateDocument): RuleState {
  const known = rules[rule.id];
  // A state of an earlier form has no place to go on from.
  if (known?.version === rule.version && known.from !== undefined) return known;
  return {
    version: rule.version,
    from: received,
    settled: null,
    memory: null,
    silentUntil: null,
    missedAfter: null,
  };
}
