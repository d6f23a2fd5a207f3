import { channelsOf } from './alert-channel.ts';
import type { AlertDocument } from './alert-document.ts';
import type { Finding } from './conditions/finding.ts';
import { createAlertId } from './create-alert-id.ts';
import type { RuleDocument } from './rule-document.ts';

/** The id of the alert for what a rule has found. */
export function alertIdOf({ userId, id, version }: RuleDocument, { about, transition }: Finding): string {
  return createAlertId({ userId, ruleId: id, ruleVersion: version, eventId: about.id, transition });
}

/**
 * Makes the alert for what a rule has found.
 * @param raised its place among the user's alerts, when it is raised in ISO 8601, and what gave rise to it.
 */
export function createAlertDocument(
  rule: RuleDocument,
  finding: Finding,
  raised: {
    readonly sequence: number;
    readonly raisedAt: string;
    readonly traceParent?: string | null | undefined;
  },
): AlertDocument {
  return {
    type: 'alert',
    id: alertIdOf(rule, finding),
    userId: rule.userId,
    sequence: raised.sequence,
    ruleId: rule.id,
    ruleVersion: rule.version,
    activityId: finding.about.id,
    severity: rule.severity,
    channels: channelsOf(rule),
    status: 'RAISED',
    message: `${rule.name}: ${finding.text}.`,
    raisedAt: raised.raisedAt,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    ...(raised.traceParent && { traceParent: raised.traceParent }),
  };
}
