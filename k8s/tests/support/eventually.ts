import { setTimeout as delay } from 'node:timers/promises';

/** Asks again until the answer is something, which it gives back; what does not come in time is an error that names it. */
export async function eventually<Value>(
  what: string,
  ask: () => Promise<Value | undefined | null | false>,
  timeoutMs = 120_000,
): Promise<Value> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`did not come within ${timeoutMs / 1000} s: ${what}`);
    await delay(200);
  }
}
