import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openCpuGroups } from './cpu-groups.ts';

const probe = openCpuGroups();

test('a process that has a part of a core is held back, and its group goes after it', {
  skip: !probe && 'needs root and control groups that limit processor time',
}, async () => {
  const groups = openCpuGroups();
  assert(groups);
  const child = spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' });
  const { pid = 0 } = child;
  groups.limit(pid, 0.1);
  const folders = ['/sys/fs/cgroup', '/sys/fs/cgroup/cpu'];
  const group = folders
    .map((folder) => join(folder, `headgate-bench-${pid}`))
    .find((path) => existsSync(path));
  assert(group);
  const heldBack = () =>
    Number(/^nr_throttled (\d+)$/m.exec(readFileSync(join(group, 'cpu.stat'), 'utf8'))?.[1]);
  while (!(heldBack() > 0)) await wait(10);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  await groups[Symbol.asyncDispose]();
  assert(!existsSync(group));
});
