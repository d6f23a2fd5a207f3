import { createRandom } from './create-random.ts';
import type { SampleEvent } from './write-landing.ts';

const dayMs = 24 * 3_600_000;

/**
 * Events of buyers who come again at rates of their own, and some day no more, as customers do: the model of
 * "Counting your customers the easy way" (Fader, Hardie and Lee, 2005). Everybody also looks around, at hours of the day.
 *
 * @param until the last event is before it, in milliseconds since 1970
 */
export function createBuyers(
  users: number,
  { days, until, seed = 1 }: { days: number; until: number; seed?: number },
): SampleEvent[] {
  const random = createRandom(seed);
  const events: SampleEvent[] = [];
  const exponential = (mean: number) => -Math.log(1 - random()) * mean;
  for (let user = 0; user < users; user += 1) {
    const userId = `user-${user}`;
    const everyDays = 2 + 90 * random() ** 2;
    const leaves = 0.01 + random() * 0.02;
    const start = until - days * dayMs * random();
    let number = 0;
    const add = (kind: string, at: number, changes: Partial<SampleEvent> = {}) => {
      if (at < until)
        events.push({ userId, id: `${userId}-${number}`, kind, at: Math.floor(at), ...changes });
      number += 1;
    };
    for (let at = start; at < until; at += exponential(everyDays) * dayMs) {
      const morning = Math.floor(at / dayMs) * dayMs + (9 + 8 * random()) * 3_600_000;
      add('VIEW', morning);
      add('CLICK', morning + 60_000);
      add('PURCHASE', morning + 120_000, {
        placeId: `place-${user % 5}`,
        amount: 500 + Math.floor(random() * 4000),
      });
      if (random() < leaves) break;
    }
  }
  return events;
}
