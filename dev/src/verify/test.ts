import { join } from 'node:path';
import { installRedisServer } from '@headgate/local-servers/redis/install-redis-server.ts';
import { repositoryCache } from '@headgate/local-servers/repository.ts';
import { runStep } from './run-step.ts';
import { testSteps } from './test-steps.ts';

// `npm test`: every step runs even when an earlier one failed, so that one run tells everything.
try {
  await installRedisServer(join(repositoryCache, 'redis'), (line) => console.error(line));
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
const failed: string[] = [];
for (const step of testSteps) if (!(await runStep(step))) failed.push(step.name);
if (failed.length) console.error(`Failed: ${failed.join(', ')}.`);
process.exit(failed.length ? 1 : 0);
