import type { AlertDocument } from './alert-document.ts';
import type { AnomalyCoefficientsDocument } from './anomaly-coefficients-document.ts';
import type { OutboxDocument } from './outbox-document.ts';
import type { RuleDocument } from './rule-document.ts';
import type { UserStateDocument } from './user-state-document.ts';

/** Whatever the container `alerts` holds, told apart by `type`. */
export type AlertsContainerDocument =
  | RuleDocument
  | AnomalyCoefficientsDocument
  | UserStateDocument
  | AlertDocument
  | OutboxDocument;
