import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Gives processes a share of the machine's processor time, each for itself. */
export interface CpuGroups extends AsyncDisposable {
  /** From now on a process with all its threads has so much of a core: 0.2 is a fifth. */
  limit(pid: number, cores: number): void;
}

/** A control group's files for it: https://docs.kernel.org/admin-guide/cgroup-v2.html, and version 1 of them. */
interface Hierarchy {
  readonly folder: string;
  prepare(): void;
  write(group: string, quotaUs: number): void;
}

/** Half of what is usual, so that who waits for its turn waits less. */
const periodUs = 50_000;

const hierarchies: readonly Hierarchy[] = [
  {
    folder: '/sys/fs/cgroup',
    prepare() {
      const controllers = readFileSync('/sys/fs/cgroup/cgroup.controllers', 'utf8');
      if (!controllers.split(/\s/).includes('cpu')) throw new Error('no controller of processor time');
      writeFileSync('/sys/fs/cgroup/cgroup.subtree_control', '+cpu');
    },
    write: (group, quotaUs) => writeFileSync(join(group, 'cpu.max'), `${quotaUs} ${periodUs}`),
  },
  {
    folder: '/sys/fs/cgroup/cpu',
    prepare: () => undefined,
    write(group, quotaUs) {
      writeFileSync(join(group, 'cpu.cfs_period_us'), String(periodUs));
      writeFileSync(join(group, 'cpu.cfs_quota_us'), String(quotaUs));
    },
  },
];

/** Opens the first hierarchy that lets this process make groups; undefined where none does, as for who is not root. */
export function openCpuGroups(): CpuGroups | undefined {
  const usable = hierarchies.find(isUsable);
  if (!usable) return undefined;
  const groups: string[] = [];
  return {
    limit(pid, cores) {
      const group = join(usable.folder, `headgate-bench-${pid}`);
      mkdirSync(group);
      groups.push(group);
      usable.write(group, cores * periodUs);
      writeFileSync(join(group, 'cgroup.procs'), String(pid));
    },
    async [Symbol.asyncDispose]() {
      for (const group of groups) await remove(group);
    },
  };
}

function isUsable({ folder, prepare, write }: Hierarchy): boolean {
  const group = join(folder, `headgate-bench-${process.pid}`);
  try {
    prepare();
    mkdirSync(group);
  } catch {
    return false;
  }
  try {
    write(group, periodUs);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(group);
  }
}

/** A group can be removed a moment after its last process has ended. */
async function remove(group: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      rmdirSync(group);
      return;
    } catch {
      await wait(50);
    }
  }
}
