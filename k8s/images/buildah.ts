import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface Engine {
  /** Runs buildah and answers what it wrote. */
  buildah(...args: readonly string[]): Promise<string>;
  /** Runs podman on the same images; `logs` answers both streams of a container. */
  podman(...args: readonly string[]): Promise<string>;
}

/** Layers on top of each other where the kernel does that; else each is a copy of the whole, which takes its time. */
const storageDrivers = ['overlay', 'vfs'];

/**
 * Buildah and podman as they work without an engine, without namespaces of users and on cgroups of either version; images
 * are kept in a folder.
 */
export function createEngine(folder: string, log: (line: string) => void = () => {}): Engine {
  const storage = findStorage(folder);
  const run = (command: string, args: readonly string[]) => {
    const child = spawn(command, [...storage, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, BUILDAH_ISOLATION: 'chroot' },
    });
    const [output, complaints]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints.push(text);
      log(text.trimEnd());
    });
    return new Promise<string>((resolve, reject) => {
      child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
      child.on('close', (code) => {
        const isLogs = args.includes('logs');
        if (code === 0) resolve([...output, ...(isLogs ? complaints : [])].join('').trim());
        else
          reject(new Error(`${command} ${args[0]} ended with ${code}: ${complaints.join('').slice(-2_000)}`));
      });
    });
  };
  return {
    buildah: (...args) => run('buildah', args),
    podman: (...args) =>
      run('podman', [
        '--runtime',
        'runc',
        '--cgroup-manager',
        'cgroupfs',
        '--events-backend',
        'file',
        ...args,
      ]),
  };
}

function findStorage(folder: string): readonly string[] {
  const choices = storageDrivers.map((driver) => [
    ...['--root', join(folder, driver, 'storage')],
    ...['--runroot', join(folder, driver, 'run')],
    ...['--storage-driver', driver],
  ]);
  const works = (storage: readonly string[]) => spawnSync('buildah', [...storage, 'info']).status === 0;
  return choices.find(works) ?? assert.fail('buildah can keep images in no way that we know: buildah info');
}
