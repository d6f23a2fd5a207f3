import { type EventEmitter, once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stack } from '@headgate/dev/stack/stack.ts';
import { pidFileOf } from '@headgate/local-servers/redis/stop-leftover-redis.ts';
import type { Random } from './create-random.ts';

const parts = ['functions', 'alerts', 'gateway', 'Redis'] as const;
type Part = (typeof parts)[number];

export interface CrashOptions {
  readonly stack: Pick<Stack, 'processes'>;
  /** Where the stack keeps Redis's data. */
  readonly redisDirectory: string;
  /** Emits the name of each part that is back after a crash. */
  readonly backs: EventEmitter;
  readonly random: Random;
  /** Events that will be recorded in all. */
  readonly events: number;
  readonly crashesOfEach: number;
}

/** Parts of a stack that crash on the way of a number of events. */
export interface Crashes {
  /** Tells that so many more events have been recorded. */
  advance(count: number): void;
  /** Resolves when all crashes that are due have happened and every part is back; answers how many there were. */
  settled(): Promise<number>;
}

/**
 * Kills each part, as `kill -9` does, at random moments while events are recorded; the stack starts it again. Every second
 * crash of Redis loses all that it held.
 */
export function crashParts(options: CrashOptions): Crashes {
  const { random, events, crashesOfEach, backs } = options;
  const moments = parts
    .flatMap((part) => Array.from({ length: crashesOfEach }, () => ({ part, after: random.below(events) })))
    .sort((a, b) => b.after - a.after);
  const crashesOf = new Map<Part, Promise<number>>();
  const crash = async (part: Part, earlier: Promise<number>) => {
    // One crash of a part after the other; those of several parts may overlap.
    const count = await earlier;
    const back = once(backs, part);
    await kill(part, options, count % 2 === 1);
    await back;
    return count + 1;
  };
  let recorded = 0;
  return {
    advance(count) {
      recorded += count;
      for (let next = moments.at(-1); next && next.after < recorded; next = moments.at(-1)) {
        moments.pop();
        crashesOf.set(next.part, crash(next.part, crashesOf.get(next.part) ?? Promise.resolve(0)));
      }
    },
    async settled() {
      const counts = await Promise.all(crashesOf.values());
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

async function kill(part: Part, { stack, redisDirectory }: CrashOptions, losesData: boolean): Promise<void> {
  if (part !== 'Redis') {
    stack.processes[part]?.process.kill('SIGKILL');
    return;
  }
  process.kill(Number(await readFile(pidFileOf(redisDirectory), 'utf8')), 'SIGKILL');
  if (losesData) await rm(join(redisDirectory, 'appendonlydir'), { recursive: true, force: true });
}
