import { createHash } from 'node:crypto';

/** What makes a finding of a rule the same finding. */
export interface Finding {
  readonly userId: string;
  readonly ruleId: string;
  readonly ruleVersion: number;
  /** The event that completed it. */
  readonly eventId: string;
  /** What happened, e.g. `ENTER`. */
  readonly transition: string;
}

/** The id of the alert for a finding: 32 characters that are safe in a URL, always the same for the same finding. */
export function createAlertId(finding: Finding): string {
  const { userId, ruleId, ruleVersion, eventId, transition } = finding;
  const identity = JSON.stringify([userId, ruleId, ruleVersion, eventId, transition]);
  return createHash('sha256').update(identity).digest().subarray(0, 24).toString('base64url');
}
