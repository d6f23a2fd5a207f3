import type { Area } from '@headgate/geometry/area.ts';
import { createCircle } from '@headgate/geometry/create-circle.ts';
import { createPolygon } from '@headgate/geometry/create-polygon.ts';
import type { ActivityEvent } from '../activity-event.ts';
import type { AnomalyCoefficientsDocument } from '../anomaly-coefficients-document.ts';
import type { PredictionDocument } from '../propensity-model.ts';
import type { AlertCondition, GeofenceCondition } from '../rule-document.ts';
import type { ConditionMemory } from './condition-memory.ts';
import { evaluateAnomaly, initialAnomalyMemory } from './evaluate-anomaly.ts';
import { evaluateGeofence, initialGeofenceMemory } from './evaluate-geofence.ts';
import { evaluateInactivity, initialInactivityMemory } from './evaluate-inactivity.ts';
import { evaluatePredicted, initialPredictedMemory } from './evaluate-predicted.ts';
import { evaluateThreshold, initialThresholdMemory } from './evaluate-threshold.ts';
import type { Step } from './finding.ts';

/** Moves a condition on by one event; memory is null before the first. */
export type EvaluateCondition = (
  memory: ConditionMemory | null,
  event: ActivityEvent,
) => Step<ConditionMemory | null>;

/** Prepares a condition for many events. */
export function compileCondition(
  condition: AlertCondition,
  coefficients: AnomalyCoefficientsDocument | null,
  prediction: PredictionDocument | null = null,
): EvaluateCondition {
  switch (condition.kind) {
    case 'geofence': {
      const fence = { ...condition, area: createArea(condition) };
      return (memory, event) =>
        evaluateGeofence(memory?.kind === 'geofence' ? memory : initialGeofenceMemory, fence, event);
    }
    case 'threshold':
      return (memory, event) =>
        evaluateThreshold(memory?.kind === 'threshold' ? memory : initialThresholdMemory, condition, event);
    case 'inactivity':
      return (memory, event) =>
        evaluateInactivity(
          memory?.kind === 'inactivity' ? memory : initialInactivityMemory,
          condition,
          event,
        );
    case 'anomaly': {
      const hours = coefficients?.byKind[condition.activityKind ?? '*'] ?? null;
      const anomaly = { ...condition, coefficients: hours };
      return (memory, event) =>
        evaluateAnomaly(memory?.kind === 'anomaly' ? memory : initialAnomalyMemory, anomaly, event);
    }
    case 'predicted': {
      const predicted = { ...condition, prediction };
      return (memory, event) =>
        evaluatePredicted(memory?.kind === 'predicted' ? memory : initialPredictedMemory, predicted, event);
    }
  }
}

function createArea({ center, radiusMeters, polygon }: GeofenceCondition): Area {
  if (polygon) return createPolygon(polygon);
  if (!center || radiusMeters === null) throw new TypeError('A geofence needs a circle or a polygon.');
  return createCircle(center, radiusMeters);
}
