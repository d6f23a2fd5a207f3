import type { Session, SessionTimeouts } from './session.ts';

/** How long a session lives if nothing happens from now on, in milliseconds; not more than 0 for one that is over. */
export function lifeLeftMs(
  { createdAtMs, seenAtMs }: Session,
  { idleMs, absoluteMs }: SessionTimeouts,
  nowMs: number,
): number {
  return Math.min(seenAtMs + idleMs, createdAtMs + absoluteMs) - nowMs;
}
