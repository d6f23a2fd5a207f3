import { setTimeout as delay } from 'node:timers/promises';

/** Does something again and again until it is told to stop, as a controller does: a failure is said, and tried again. */
export async function repeat(
  { everyMs, signal }: { readonly everyMs: number; readonly signal: AbortSignal },
  act: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await act().catch((error: unknown) => {
      if (!signal.aborted) console.log(`tried again in ${everyMs} ms:`, error);
    });
    await delay(everyMs);
  }
}
