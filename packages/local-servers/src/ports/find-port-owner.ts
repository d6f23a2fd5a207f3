import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Tells which process listens on a TCP port, e.g. `node dev/main.ts (process 4711)`; undefined when that cannot be seen. */
export async function findPortOwner(port: number): Promise<string | undefined> {
  if (process.platform === 'linux') return findInProc(port);
  if (process.platform === 'darwin') return findWithLsof(port);
  return undefined;
}

async function findWithLsof(port: number): Promise<string | undefined> {
  try {
    const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
    const pid = /^p(\d+)/m.exec(stdout)?.[1];
    return pid && `${/^c(.+)/m.exec(stdout)?.[1] ?? 'a process'} (process ${pid})`;
  } catch {
    return undefined;
  }
}

async function findInProc(port: number): Promise<string | undefined> {
  const inodes = await findListeningInodes(port);
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (!(await holdsSocket(pid, inodes))) continue;
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return `${commandLine.replaceAll('\0', ' ').trim() || 'a process'} (process ${pid})`;
  }
  return undefined;
}

/** Reads the sockets in state LISTEN (0A) from the kernel's tables: https://docs.kernel.org/networking/proc_net_tcp.html */
async function findListeningInodes(port: number): Promise<Set<string>> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((table) => readFile(table, 'utf8').catch(() => '')),
  );
  const rows = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)));
  return new Set(
    rows.filter((row) => row[1]?.endsWith(suffix) && row[3] === '0A').map((row) => `socket:[${row[9]}]`),
  );
}

async function holdsSocket(pid: string, sockets: Set<string>): Promise<boolean> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  for (const descriptor of descriptors) {
    const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
    if (sockets.has(target)) return true;
  }
  return false;
}
