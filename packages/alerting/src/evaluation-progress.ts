import { isDeepStrictEqual } from 'node:util';
import type { AnomalyCoefficientsDocument } from './anomaly-coefficients-document.ts';
import type { PredictionDocument } from './propensity-model.ts';
import type { RuleDocument } from './rule-document.ts';
import type { RuleState } from './user-state-document.ts';
import { type CompiledRule, compileRule } from './walk-recent-events.ts';

/**
 * How far the rules of a user were after the latest of the recent events. It goes with the state that the same evaluation
 * gave: where no event comes late, the next one can go on from here, and rules need not go through the recent events again.
 */
export interface EvaluationProgress {
  readonly coefficients: AnomalyCoefficientsDocument | null;
  readonly prediction?: PredictionDocument | null;
  readonly rules: readonly RuleProgress[];
}

export interface RuleProgress {
  readonly compiled: CompiledRule;
  readonly state: RuleState;
}

/** A rule that is ready for events, and what it knew after the recent ones; undefined where that is to be found out. */
export interface ResumedRule {
  readonly compiled: CompiledRule;
  readonly state: RuleState | undefined;
}

/** Takes up the rules where they were, when neither they nor what is usual for the user have changed since; else anew. */
export function resumeRules(
  progress: EvaluationProgress | null,
  rules: readonly RuleDocument[],
  coefficients: AnomalyCoefficientsDocument | null,
  prediction: PredictionDocument | null = null,
): readonly ResumedRule[] {
  const isSame =
    progress?.rules.length === rules.length &&
    rules.every((rule, index) => isUnchanged(progress.rules[index]?.compiled.rule, rule)) &&
    isDeepStrictEqual(progress.coefficients, coefficients) &&
    isDeepStrictEqual(progress.prediction ?? null, prediction);
  return rules.map((rule, index) => {
    const known = isSame ? progress.rules[index] : undefined;
    if (!known) return { compiled: compileRule(rule, coefficients, prediction), state: undefined };
    return { compiled: { ...known.compiled, rule }, state: known.state };
  });
}

/** Its name and severity may be others: only its alerts have them. */
function isUnchanged(known: RuleDocument | undefined, rule: RuleDocument): boolean {
  return (
    known?.id === rule.id &&
    known.version === rule.version &&
    known.paused === rule.paused &&
    known.cooldownSeconds === rule.cooldownSeconds
  );
}
