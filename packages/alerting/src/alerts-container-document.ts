import type { AlertDocument } from './alert-document.ts';
import type { AnomalyCoefficientsDocument } from './anomaly-coefficients-document.ts';
import type { OutboxDocument } from './outbox-document.ts';
import type { PredictionDocument } from './propensity-model.ts';
import type { RuleCountDocument } from './rule-count-document.ts';
import type { RuleDocument } from './rule-document.ts';
import type { UserStateDocument } from './user-state-document.ts';

/** Whatever the container `alerts` holds, told apart by `type`. */
export type AlertsContainerDocument =
  | RuleDocument
  | RuleCountDocument
  | AnomalyCoefficientsDocument
  | PredictionDocument
  | UserStateDocument
  | AlertDocument
  | OutboxDocument;
