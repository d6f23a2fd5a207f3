import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePorts } from '@headgate/dev/stack/find-free-ports.ts';
import { startStack } from '@headgate/dev/stack/start-stack.ts';
import { readGoldVersion } from '@headgate/gold/read-gold-version.ts';
import { askGateway } from '../alerts/delivery/ask-gateway.ts';
import { createTemporaryFolder } from '../testbed/create-temporary-folder.ts';

export interface FreshnessResult {
  /** From the answer to an event to the version of gold that has it, each. */
  readonly ms: readonly number[];
}

const events = 60;
const patienceMs = 30_000;
const lookEveryMs = 5;

const record = `mutation Record($input: RecordActivityInput!) { recordActivity(input: $input) { id } }`;

/** Records one event after another through the gateway of a whole local stack, and waits for gold that counts it. */
export async function measureFreshness(onProgress: (text: string) => void): Promise<FreshnessResult> {
  using folder = createTemporaryFolder();
  onProgress('starting the stack');
  await using stack = await startStack({
    directory: folder.path,
    ports: await findFreePorts(),
    track: async (_part, start) => void (await start()),
    say: onProgress,
  });
  const token = await stack.identity.issueToken({ userId: 'ada-of-the-bench' });
  const caller = { graphqlUrl: stack.graphqlUrl, token };
  const gold = join(folder.path, 'lake', 'gold');
  const ms: number[] = [];
  for (let number = 0; number < events; number += 1) {
    onProgress(`event ${number + 1} of ${events}`);
    const known = (await readGoldVersion(gold))?.events ?? 0;
    const occurredAt = new Date().toISOString();
    await askGateway(caller, record, { input: { id: `fresh-${number}`, kind: 'PURCHASE', occurredAt } });
    const answered = performance.now();
    while (((await readGoldVersion(gold))?.events ?? 0) <= known) {
      if (performance.now() - answered > patienceMs) throw new Error('An event has not come to gold.');
      await wait(lookEveryMs);
    }
    ms.push(performance.now() - answered);
    // Of no rhythm with what looks for files.
    await wait(37 * (number % 17));
  }
  // The first ones meet what has never run.
  return { ms: ms.slice(5) };
}
