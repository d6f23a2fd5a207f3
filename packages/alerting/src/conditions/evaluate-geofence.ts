import type { Area } from '@headgate/geometry/area.ts';
import type { ActivityEvent } from '../activity-event.ts';
import type { GeofenceCondition, GeofenceTransition } from '../rule-document.ts';
import type { Finding, Step } from './finding.ts';

/** What a geofence remembers between two events. */
export interface GeofenceMemory {
  readonly kind: 'geofence';
  /** When the user came into the area, in milliseconds since 1970; null while outside. */
  readonly enteredAt: number | null;
  /** Whether this stay has been found to last. */
  readonly hasDwelt: boolean;
}

/** Until an event says otherwise, the user counts as outside. */
export const initialGeofenceMemory: GeofenceMemory = { kind: 'geofence', enteredAt: null, hasDwelt: false };

/** Least distance between the area to enter and the area to leave, in metres. */
const minHysteresisMeters = 20;
const hysteresisFactor = 0.1;

/** A position that is less accurate than this is believed only for a larger area, in metres. */
const minAccuracyMeters = 50;

/** How far from the area the user counts as gone, in metres: jitter at its edge is one visit. */
export function exitMargin(area: Area): number {
  return Math.max(minHysteresisMeters, area.radiusMeters * hysteresisFactor);
}

/** The least accurate position that still tells whether the user is in an area, in metres. */
export function accuracyGate(area: Area): number {
  return Math.max(minAccuracyMeters, area.radiusMeters);
}

/**
 * Moves a geofence on by one event. An event without a position, or with one too inaccurate for the area, says nothing.
 * A stay is found to last by an event inside that is late enough after the one that entered.
 */
export function evaluateGeofence(
  memory: GeofenceMemory,
  condition: GeofenceCondition & { readonly area: Area },
  event: ActivityEvent,
): Step<GeofenceMemory> {
  const { area, transition, dwellSeconds } = condition;
  const { location, accuracyMeters, at } = event;
  if (!location || (accuracyMeters ?? 0) > accuracyGate(area)) return { memory };
  const wasInside = memory.enteredAt !== null;
  const isInside = area.distanceTo(location) <= (wasInside ? exitMargin(area) : 0);
  const find = (found: GeofenceTransition, text: string): { finding?: Finding } =>
    found === transition ? { finding: { about: { at, id: event.id }, transition, at, text } } : {};
  if (isInside && !wasInside) {
    return { memory: { ...memory, enteredAt: at, hasDwelt: false }, ...find('ENTER', 'entered the area') };
  }
  if (!isInside && wasInside) return { memory: initialGeofenceMemory, ...find('EXIT', 'left the area') };
  const stayedMs = at - (memory.enteredAt ?? at);
  if (!isInside || memory.hasDwelt || dwellSeconds === null || stayedMs < dwellSeconds * 1000) {
    return { memory };
  }
  return { memory: { ...memory, hasDwelt: true }, ...find('DWELL', 'stayed in the area') };
}
