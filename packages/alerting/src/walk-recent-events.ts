import type { AnomalyCoefficientsDocument } from './anomaly-coefficients-document.ts';
import { compileCondition, type EvaluateCondition } from './conditions/compile-condition.ts';
import type { Finding } from './conditions/finding.ts';
import type { PredictionDocument } from './propensity-model.ts';
import { isSeenBy } from './recent-events.ts';
import type { RuleDocument } from './rule-document.ts';
import { RuleFailureError } from './rule-failures-error.ts';
import type { RecentEvent, RuleState, UserStateDocument } from './user-state-document.ts';

/** A rule on its way through the recent events. */
export interface RuleWalk {
  readonly compiled: CompiledRule;
  /** As of the events before. */
  readonly base: RuleState;
  /** As of the events so far. */
  state: RuleState;
  /** Of events at which the rule threw. */
  readonly failures: RuleFailureError[];
}

/** A rule that is ready for events. */
export interface CompiledRule {
  readonly rule: RuleDocument;
  readonly evaluate: EvaluateCondition;
}

/** Prepares a rule for many events; one whose condition makes no sense throws at each of them. */
export function compileRule(
  rule: RuleDocument,
  coefficients: AnomalyCoefficientsDocument | null,
  prediction: PredictionDocument | null = null,
): CompiledRule {
  try {
    return { rule, evaluate: compileCondition(rule.condition, coefficients, prediction) };
  } catch (error) {
    const evaluate = () => {
      throw error;
    };
    return { rule, evaluate };
  }
}

/** Begins a rule's way through events at what it knew before them. */
export function startWalk(compiled: CompiledRule, base: RuleState): RuleWalk {
  return { compiled, base, state: base, failures: [] };
}

/** Takes one event into account, unless the rule throws at it; answers what the rule finds, unless it is silent then. */
export function stepWalk(walk: RuleWalk, entry: RecentEvent): Finding | undefined {
  const { compiled, base, state } = walk;
  if (!isSeenBy(base, entry)) return undefined;
  const { paused, cooldownSeconds } = compiled.rule;
  const { at, id } = entry.event;
  const step = tryEvaluate(walk, entry);
  if (!step) return undefined;
  const { memory, finding } = step;
  const isSilent = finding !== undefined && state.silentUntil !== null && finding.at < state.silentUntil;
  const raises = finding !== undefined && !isSilent && !paused && cooldownSeconds > 0;
  const silentUntil = raises ? finding.at + cooldownSeconds * 1000 : state.silentUntil;
  walk.state = { ...state, settled: { at, id }, memory, silentUntil };
  return isSilent ? undefined : finding;
}

function tryEvaluate({ compiled, state, failures }: RuleWalk, { event }: RecentEvent) {
  try {
    return compiled.evaluate(state.memory, event);
  } catch (error) {
    failures.push(new RuleFailureError(compiled.rule, event.id, error));
    return undefined;
  }
}

/** What a rule knew before the recent events. A new rule, and a new version of one, looks at nothing that came before it. */
export function ruleStateOf(rule: RuleDocument, { rules, received }: UserStateDocument): RuleState {
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
