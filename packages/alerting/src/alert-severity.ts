/** From the least to the most pressing. */
export const alertSeverities = ['INFO', 'WARNING', 'CRITICAL'] as const;

export type AlertSeverity = (typeof alertSeverities)[number];

/** The severities that are at least as pressing as `least`. */
export function severitiesFrom(least: AlertSeverity): readonly AlertSeverity[] {
  return alertSeverities.slice(alertSeverities.indexOf(least));
}
