import { type Judgement, judgeCanary, type Limits } from './judge-canary.ts';
import type { Stage } from './stage.ts';
import type { ReadTraffic } from './traffic.ts';

export interface ReleaseOptions {
  readonly stage: Stage;
  readonly readTraffic: ReadTraffic;
  /** What is released. */
  readonly image: string;
  /** Percentages of clients that the canary gets, one after the other. */
  readonly steps: readonly number[];
  /** How long each step is watched, in milliseconds. */
  readonly holdMs: number;
  /** How long after it there may be too few requests to tell, in milliseconds. */
  readonly patienceMs: number;
  /** Time between two looks, in milliseconds. */
  readonly lookEveryMs: number;
  readonly limits: Limits;
  readonly log: (line: string) => void;
  /** Ends the release as if it burned. */
  readonly signal: AbortSignal;
  /** Waits so many milliseconds; rejects when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The canary was worse than it may be, and all clients have what they had before. */
export class ReleaseBurnedError extends Error {
  override readonly name = 'ReleaseBurnedError';
}

/**
 * Gives an image to a few clients, then to more, then to all, as long as it does well; each look compares errors and
 * latency with those of the image that the others have.
 *
 * @throws ReleaseBurnedError when it does not do well, and whatever else went wrong; in both cases after the return
 */
export async function release(options: ReleaseOptions): Promise<void> {
  const { stage, image, steps, log } = options;
  try {
    for (const step of steps) {
      const replicas = Math.max(1, Math.ceil(((await stage.readReplicas('gateway')) * step) / 100));
      log(`canary with ${replicas} of its own for ${step} % of clients`);
      await stage.start('gateway-canary', { image, replicas });
      await stage.setWeight(step);
      await watch(options, step);
    }
    log('canary is well; rolling it out to all');
    await stage.start('gateway', { image });
  } catch (error) {
    log(`back: ${(error as Error).message}`);
    await goBack(stage);
    throw error;
  }
  await goBack(stage);
  log('released');
}

/** Without the weight first, clients would be sent to pods that are gone. */
async function goBack(stage: Stage): Promise<void> {
  await stage.setWeight(0);
  await stage.rest();
}

async function watch(options: ReleaseOptions, step: number): Promise<void> {
  const { holdMs, patienceMs, lookEveryMs, signal, wait, log } = options;
  let judgement: Judgement = { kind: 'unknown', reason: 'nobody has looked yet' };
  for (let watchedMs = 0; watchedMs < holdMs + patienceMs; watchedMs += lookEveryMs) {
    await wait(lookEveryMs, signal);
    judgement = await look(options);
    if (judgement.kind === 'burns') throw new ReleaseBurnedError(`at ${step} %: ${judgement.reason}`);
    log(`at ${step} %: ${judgement.kind}${judgement.kind === 'unknown' ? `, ${judgement.reason}` : ''}`);
    if (judgement.kind === 'healthy' && watchedMs + lookEveryMs >= holdMs) return;
  }
  const reason = judgement.kind === 'unknown' ? judgement.reason : '';
  throw new ReleaseBurnedError(`at ${step} %: nothing could be told of it, ${reason}`);
}

async function look({ readTraffic, limits }: ReleaseOptions): Promise<Judgement> {
  const [canary, stable] = await Promise.all([readTraffic('gateway-canary'), readTraffic('gateway')]);
  return judgeCanary(canary, stable, limits);
}
