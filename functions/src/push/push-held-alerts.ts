import { type PushDependencies, pushEntries } from './push-entries.ts';

/** Entries of one run: what is left comes with the next one. */
const maxEntries = 500;

/**
 * Pushes alerts whose quiet hours are over, and those that could not be pushed before.
 * @returns how many were due.
 */
export async function pushHeldAlerts(dependencies: PushDependencies): Promise<number> {
  const { push, now } = dependencies;
  const entries = await push.store.listHeld(now(), maxEntries);
  if (entries.length > 0) await pushEntries(dependencies, entries, { attempt: 1, isTriedAgain: false });
  return entries.length;
}
