import { evaluateAnomaly, initialAnomalyMemory } from '@headgate/alerting/conditions/evaluate-anomaly.ts';
import {
  evaluatePredicted,
  initialPredictedMemory,
} from '@headgate/alerting/conditions/evaluate-predicted.ts';
import type { PredictionDocument } from '@headgate/alerting/propensity-model.ts';

export interface ScoringResult {
  readonly what: string;
  readonly events: number;
  /** Processor time. */
  readonly usPerEvent: number;
}

const events = 500_000;
const start = Date.UTC(2026, 0, 5);
const stepMs = 60_000;

const usual = Array.from({ length: 168 }, (_, hour) => ({ mean: hour % 24, deviation: 2 }));
const prediction: PredictionDocument = {
  type: 'prediction',
  id: 'prediction',
  userId: 'user',
  propensity: {
    name: 'purchase-propensity',
    horizonDays: 30,
    trainedAt: '2026-01-01T00:00:00.000Z',
    intercept: 0.158,
    coefficients: [-0.196, 1.278, -0.468, 0.248, 0.228],
  },
  history: { firstAt: start, lastAt: start, orders: 3, days: 3, amount: 4500, recent: [start] },
  asOf: start,
  expected: { '*': usual.map(({ mean }) => ({ expected: mean, high: mean + 4 })) },
};

const eventOf = (number: number) => ({
  id: 'event',
  userId: 'user',
  kind: number % 20 === 0 ? ('PURCHASE' as const) : ('VIEW' as const),
  at: start + number * stepMs,
});

/** Measures what a rule that reads a model's coefficients costs each event. */
export function measureScoring(onProgress: (text: string) => void): ScoringResult[] {
  const anomaly = { kind: 'anomaly', activityKind: null, minDeviations: 3, coefficients: usual } as const;
  const rules: readonly { what: string; createStep: () => (number: number) => void }[] = [
    {
      what: 'likely to buy: history, five features, logistic',
      createStep() {
        const condition = { kind: 'predicted', target: 'LIKELY_TO_BUY', minProbability: 0.5 } as const;
        let memory = initialPredictedMemory;
        return (number) => {
          const full = { ...condition, activityKind: null, prediction };
          memory = evaluatePredicted(memory, full, eventOf(number)).memory;
        };
      },
    },
    {
      what: 'busier than forecast',
      createStep() {
        const condition = {
          kind: 'predicted',
          target: 'BUSIER_THAN_FORECAST',
          minProbability: null,
        } as const;
        let memory = initialPredictedMemory;
        return (number) => {
          const full = { ...condition, activityKind: null, prediction };
          memory = evaluatePredicted(memory, full, eventOf(number)).memory;
        };
      },
    },
    {
      what: 'anomaly by batch coefficients',
      createStep() {
        let memory = initialAnomalyMemory;
        return (number) => {
          memory = evaluateAnomaly(memory, anomaly, eventOf(number)).memory;
        };
      },
    },
  ];
  return rules.map(({ what, createStep }) => {
    onProgress(`scoring: ${what}`);
    const step = createStep();
    for (let number = 0; number < events / 10; number += 1) step(number);
    const before = process.cpuUsage();
    for (let number = events / 10; number < events * 1.1; number += 1) step(number);
    const { user, system } = process.cpuUsage(before);
    return { what, events, usPerEvent: (user + system) / events };
  });
}
