import type { AlertChannel } from './alert-channel.ts';
import type { AlertSeverity } from './alert-severity.ts';

export type AlertStatus = 'RAISED' | 'ACKNOWLEDGED' | 'RESOLVED';

/** Something that a rule found, as the container `alerts` holds it. */
export interface AlertDocument {
  readonly type: 'alert';
  /** Follows from the rule, its version and the event: the same finding has the same id. */
  readonly id: string;
  readonly userId: string;
  /** Its place among the user's alerts: 1, 2, 3 … without a gap, in the order in which they were committed. */
  readonly sequence: number;
  readonly ruleId: string;
  readonly ruleVersion: number;
  /** The event that gave rise to it. */
  readonly activityId: string;
  readonly severity: AlertSeverity;
  /** Those of the rule when it raised the alert. Absent in alerts from before there were channels: read it by `channelsOf`. */
  readonly channels?: readonly AlertChannel[];
  readonly status: AlertStatus;
  readonly message: string;
  /** ISO 8601, UTC, by the clock of the evaluator. */
  readonly raisedAt: string;
  /** ISO 8601, UTC. */
  readonly acknowledgedAt: string | null;
  /** Id of the user who acknowledged it. */
  readonly acknowledgedBy: string | null;
  /** ISO 8601, UTC. */
  readonly resolvedAt: string | null;
  /** Id of the user who resolved it. */
  readonly resolvedBy: string | null;
  /** Of the request that brought the event; absent where nothing is traced. */
  readonly traceParent?: string;
}
