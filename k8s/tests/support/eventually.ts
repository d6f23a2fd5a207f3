import { setTimeout as delay } from 'node:timers/promises';
import { ProgramEnded } from './start-processes.ts';

/**
 * Asks again until the answer is something, which it gives back; a failure is asked again too. What does not come in
 * time is an error that names it, with the last failure as its cause.
 */
export async function eventually<Value>(
  what: string,
  ask: () => Promise<Value | undefined | null | false>,
  timeoutMs = 240_000,
): Promise<Value> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    let cause: unknown;
    const answer = await ask().catch((error: unknown) => {
      if (error instanceof ProgramEnded) throw error;
      cause = error;
    });
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`did not come within ${timeoutMs / 1000} s: ${what}`, { cause });
    await delay(200);
  }
}
