import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headgate } from '../contenders/contenders.ts';
import { fetchAnswer } from '../measure/fetch-answer.ts';
import type { SubgraphTraffic } from '../subgraphs/serve-subgraphs.ts';
import { createTemporaryFolder } from '../testbed/create-temporary-folder.ts';
import { startTestbed } from '../testbed/start-testbed.ts';

/** What became of a list of entities of which some were kept. */
export interface EntityResult {
  readonly asked: number;
  readonly kept: number;
  /** What the subgraph was asked for. */
  readonly requested: number;
}

const asked = 1_000;
const kept = asked / 2;
/** How often the first half may be asked for until all of it is kept. */
const attempts = 100;

/** Asks for a list of entities after its first half has been kept, and counts what their subgraph is asked for. */
export async function measureEntities(redisUrl: string): Promise<EntityResult> {
  using folder = createTemporaryFolder();
  const settings = join(folder.path, 'headgate.yaml');
  writeFileSync(settings, 'entityCache: { enabled: true }\n');
  const env = { HEADGATE_CONFIG: settings, REDIS_URL: redisUrl, RESPONSE_CACHE: 'false' };
  await using testbed = await startTestbed({
    contenders: [{ ...headgate, env: { ...env, CACHE_PREFIX: 'entities:' } }],
    subgraphs: 'scaling',
    cacheControl: 'public, max-age=3600',
  });
  const [running] = testbed.contenders;
  if (!running) throw new Error(`${headgate.title} does not run`);

  async function countRequested(count: number): Promise<number> {
    if (!running) return 0;
    await testbed.subgraphs.ask({ kind: 'traffic' });
    await fetchAnswer(
      running,
      JSON.stringify({ query: `{ items(count: ${count}, bytes: 1) { id price } }` }),
    );
    return ((await testbed.subgraphs.ask({ kind: 'traffic' })) as SubgraphTraffic).entities;
  }

  // Answers do not wait for what is kept of them.
  for (let attempt = 0; (await countRequested(kept)) > 0; attempt += 1) {
    if (attempt === attempts) throw new Error('Entities are not kept');
  }
  return { asked, kept, requested: await countRequested(asked) };
}
