import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

const mebibyte = 1024 * 1024;
const module = new URL('./keep-heap-small.ts', import.meta.url).href;

/** Makes objects that live for a while, and prints the most room that there was for new ones, and what a thread has. */
const work = `
  import { once } from 'node:events';
  import { setImmediate as turn } from 'node:timers/promises';
  import { getHeapSpaceStatistics } from 'node:v8';
  import { Worker } from 'node:worker_threads';
  import { keepHeapSmall } from ${JSON.stringify(module)};
  keepHeapSmall(process.env.NODE_OPTIONS ?? '');
  const alive = [];
  let most = 0;
  for (let round = 0; round < 400; round += 1) {
    alive[round % 8] = Array.from({ length: 20_000 }, (_, index) => ({ index }));
    const { space_size } = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    most = Math.max(most, space_size);
    await turn();
  }
  const thread = new Worker(
    'import { getHeapSpaceStatistics } from "node:v8"; import { parentPort } from "node:worker_threads";' +
    'parentPort.postMessage(getHeapSpaceStatistics());',
    { eval: true },
  );
  const [spaces] = await once(thread, 'message');
  console.log(most, spaces.find(({ space_name }) => space_name === 'new_space').space_size);
`;

async function measure(options: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<readonly number[]> {
  const run = promisify(execFile);
  const args = [...options, '--input-type=module', '--eval', work];
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...env } });
  return stdout
    .trim()
    .split(' ')
    .map((bytes) => Number(bytes) / mebibyte);
}

test('room for new objects grows to 32 MiB or a little more, and a thread has its own', async () => {
  const [most = 0, ofThread = 0] = await measure([]);
  // Another collection may come before the word of the one at which there was enough. By itself V8 takes 128 here.
  assert(most >= 32 && most < 64, String(most));
  assert(ofThread >= 8);
});

test('who starts Node.js decides otherwise, by the command line or the environment', async () => {
  const [byCommand] = await measure(['--max-semi-space-size=32']);
  assert.equal(byCommand, 64);
  const [byEnvironment] = await measure([], { NODE_OPTIONS: '--max-semi-space-size=32' });
  assert.equal(byEnvironment, 64);
});
