import type { AnomalyMemory } from './evaluate-anomaly.ts';
import type { GeofenceMemory } from './evaluate-geofence.ts';
import type { InactivityMemory } from './evaluate-inactivity.ts';
import type { PredictedMemory } from './evaluate-predicted.ts';
import type { ThresholdMemory } from './evaluate-threshold.ts';

/** What a condition remembers between two events. */
export type ConditionMemory =
  | GeofenceMemory
  | ThresholdMemory
  | InactivityMemory
  | AnomalyMemory
  | PredictedMemory;
