import { type DeliveryResult, measureDelivery } from './delivery/measure-delivery.ts';
import { type EvaluationResult, measureEvaluation } from './evaluation/measure-evaluation.ts';

/** What can be measured of alerts, each by itself. */
export const alertParts = ['delivery', 'evaluation'] as const;

export interface AlertResults {
  readonly delivery?: DeliveryResult;
  readonly evaluation?: EvaluationResult;
}

export interface MeasureAlertsOptions {
  /** Names of parts; empty for all. */
  readonly only: readonly string[];
  readonly rounds: number;
  readonly onProgress: (text: string) => void;
}

const load = { users: 200, eventsPerSecond: 50, durationMs: 30_000 };

/** Measures how soon an alert is on its user's screen, and what the evaluation of rules costs. */
export async function measureAlerts({
  only,
  rounds,
  onProgress,
}: MeasureAlertsOptions): Promise<AlertResults> {
  const isWanted = (part: (typeof alertParts)[number]) => only.length === 0 || only.includes(part);
  return {
    ...(isWanted('delivery') && { delivery: await measureDelivery({ ...load, onProgress }) }),
    ...(isWanted('evaluation') && { evaluation: await measureEvaluation(rounds, onProgress) }),
  };
}
