import type { ActivityEvent } from './activity-event.ts';
import { compareEvents, type EventMark } from './event-order.ts';
import { measureDistance } from './measure-distance.ts';
import type { GeofenceCondition, GeofenceTransition } from './rule-document.ts';

/** What a geofence remembers between two events. */
export interface GeofenceState {
  readonly inside: boolean;
  /** The latest event that told where the user is; null before the first. */
  readonly asOf: EventMark | null;
}

export interface GeofenceEvaluation {
  readonly state: GeofenceState;
  readonly transition?: GeofenceTransition;
}

/** Until an event says otherwise, the user counts as outside. */
export const initialGeofenceState: GeofenceState = { inside: false, asOf: null };

/** Least distance between the circle to enter and the circle to leave, in metres. */
const minHysteresisMeters = 20;
const hysteresisFactor = 0.1;

/** A position that is less accurate than this is believed only for a larger circle, in metres. */
const minAccuracyMeters = 50;

/** How far from the centre the user counts as gone, in metres: larger than the radius, so that jitter at the edge is one visit. */
export function exitRadius(radiusMeters: number): number {
  return radiusMeters + Math.max(minHysteresisMeters, radiusMeters * hysteresisFactor);
}

/** The least accurate position that still tells whether the user is in a circle, in metres. */
export function accuracyGate(radiusMeters: number): number {
  return Math.max(minAccuracyMeters, radiusMeters);
}

/**
 * Moves a geofence on by one event.
 *
 * An event changes nothing when it has no position, when its position is too inaccurate for the circle, or when it did
 * not happen after the event that was taken into account last: so an event that comes twice, or late, raises nothing.
 */
export function evaluateGeofence(
  state: GeofenceState,
  condition: GeofenceCondition,
  event: ActivityEvent,
): GeofenceEvaluation {
  const { location, accuracyMeters } = event;
  if (!location) return { state };
  if ((accuracyMeters ?? 0) > accuracyGate(condition.radiusMeters)) return { state };
  if (state.asOf && compareEvents(event, state.asOf) <= 0) return { state };
  const distance = measureDistance(location, condition.center);
  const limit = state.inside ? exitRadius(condition.radiusMeters) : condition.radiusMeters;
  const inside = distance <= limit;
  const next = { inside, asOf: { occurredAt: event.occurredAt, id: event.id } };
  if (inside === state.inside) return { state: next };
  return { state: next, transition: inside ? 'ENTER' : 'EXIT' };
}
