import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { readProcessUsage } from './read-process-usage.ts';

const linuxOnly = { skip: process.platform !== 'linux' && 'reads from /proc' };
const burnedMs = 200;
const burn = `
  while ((({ user, system }) => user + system)(process.cpuUsage()) < ${burnedMs} * 1000);
`;

/** Processor time of this process, by its own account. */
function readOwnMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

test(
  'the processor time of a process is what the process itself knows of, its threads included',
  linuxOnly,
  async () => {
    const worker = new Worker(`for (let i = 0; i < 1e8; i += 1);`, { eval: true });
    await once(worker, 'exit');
    const before = readOwnMs();
    const { cpuMs, residentBytes } = readProcessUsage(process.pid);
    const after = readOwnMs();
    // The kernel counts user and system time in steps of ten milliseconds each.
    assert(cpuMs >= before - 20 && cpuMs <= after, `${before} ≤ ${cpuMs} ≤ ${after}`);
    assert(Math.abs(residentBytes / process.memoryUsage.rss() - 1) < 0.2);
  },
);

test("descendants count as the process's own", linuxOnly, async () => {
  const before = readProcessUsage(process.pid);
  const child = spawn(process.execPath, ['-e', `${burn} console.log(); process.stdin.resume();`]);
  await once(child.stdout, 'data');
  const during = readProcessUsage(process.pid);
  assert(during.cpuMs - before.cpuMs >= burnedMs - 20);
  assert(during.residentBytes > before.residentBytes);
  child.stdin.end();
  await once(child, 'exit');
  assert(readProcessUsage(process.pid).cpuMs - before.cpuMs >= burnedMs - 20);
});

test('a process that is not there is an error', linuxOnly, () => {
  assert.throws(() => readProcessUsage(2 ** 30), /no process/);
});
