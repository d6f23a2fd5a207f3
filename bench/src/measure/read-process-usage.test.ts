import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { type ProcessUsage, readProcessUsage } from './read-process-usage.ts';

const linuxOnly = { skip: process.platform !== 'linux' && 'reads from /proc' };
const burnedMs = 200;
const burn = `
  while ((({ user, system }) => user + system)(process.cpuUsage()) < ${burnedMs} * 1000);
`;

function readUsage(): ProcessUsage {
  const usage = readProcessUsage(process.pid);
  assert(usage);
  return usage;
}

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
    const { cpuMs, residentBytes } = readUsage();
    const after = readOwnMs();
    // The kernel counts user and system time in steps of ten milliseconds each.
    assert(cpuMs >= before - 20 && cpuMs <= after, `${before} ≤ ${cpuMs} ≤ ${after}`);
    assert(Math.abs(residentBytes / process.memoryUsage.rss() - 1) < 0.2);
  },
);

test("descendants count as the process's own", linuxOnly, async () => {
  const before = readUsage();
  const child = spawn(process.execPath, ['-e', `${burn} console.log(); process.stdin.resume();`]);
  await once(child.stdout, 'data');
  const during = readUsage();
  assert(during.cpuMs - before.cpuMs >= burnedMs - 20);
  assert(during.residentBytes > before.residentBytes);
  child.stdin.end();
  await once(child, 'exit');
  assert(readUsage().cpuMs - before.cpuMs >= burnedMs - 20);
});

test('a process that is not there has used nothing', linuxOnly, () => {
  assert.equal(readProcessUsage(2 ** 30), undefined);
});
