import { readdirSync, readFileSync } from 'node:fs';

/** What a process and its descendants have used of the machine, all their threads included. */
export interface ProcessUsage {
  readonly cpuMs: number;
  /** Resident memory now. */
  readonly residentBytes: number;
}

interface ProcessStat extends ProcessUsage {
  readonly parent: number;
}

/** The kernel counts for user space in hundredths of a second, whatever its own clock does. */
const msPerTick = 10;

/**
 * Reads from Linux's /proc (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html) what a process has used;
 * undefined when there is no such process.
 */
export function readProcessUsage(pid: number): ProcessUsage | undefined {
  const stats = new Map<number, ProcessStat>();
  for (const name of readdirSync('/proc')) {
    const id = Number(name);
    if (Number.isNaN(id)) continue;
    const stat = readStat(id);
    if (stat) stats.set(id, stat);
  }
  if (!stats.has(pid)) return undefined;
  const family = [...stats].filter(([id]) => descendsFrom(id, pid, stats)).map(([, stat]) => stat);
  return {
    cpuMs: family.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    residentBytes: family.reduce((sum, { residentBytes }) => sum + residentBytes, 0),
  };
}

function descendsFrom(id: number, ancestor: number, stats: ReadonlyMap<number, ProcessStat>): boolean {
  for (let at: number | undefined = id; at; at = stats.get(at)?.parent) {
    if (at === ancestor) return true;
  }
  return false;
}

function readStat(pid: number): ProcessStat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses, and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const field = (number: number) => Number(fields[number - 3]);
    const residentKib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0;
    return {
      parent: field(4),
      // User and system time of its own and of the children that it has waited for.
      cpuMs: msPerTick * (field(14) + field(15) + field(16) + field(17)),
      residentBytes: 1024 * Number(residentKib),
    };
  } catch {
    // It has ended since the folder was listed.
    return undefined;
  }
}
