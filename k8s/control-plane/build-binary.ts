import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A Go program that the tests run, and what its binary is a function of. */
export interface Binary {
  readonly name: string;
  /** The module's folder, where `go build` runs. */
  readonly module: string;
  /** The package within it, e.g. `./cmd/operator`. */
  readonly package: string;
  readonly ldflags: string;
  /** Of the sources below the module's folder, where that is not its version. */
  readonly revision?: string;
}

export interface BuildOptions {
  /** Outside the repository, so that clones share it. */
  readonly cache: string;
  readonly log: (line: string) => void;
}

/**
 * The path of the built program: from the cache when one of the same `go.mod`, `go.sum`, sources and flags is there,
 * else built now, which takes minutes.
 *
 * @throws when Go is not on the PATH or does not build it
 */
export async function buildBinary(binary: Binary, { cache, log }: BuildOptions): Promise<string> {
  const folder = join(cache, `${binary.name}-${await hashModule(binary)}`);
  const path = join(folder, binary.name);
  if (existsSync(path)) return path;
  const started = Date.now();
  log(`building ${binary.name} with Go, once for this machine`);
  await mkdir(folder, { recursive: true });
  const partial = `${path}.${process.pid}`;
  await run('go', ['build', '-ldflags', binary.ldflags, '-o', partial, binary.package], binary.module);
  await rename(partial, path);
  await removeOlder(cache, binary.name, folder);
  log(`built ${binary.name} in ${Math.round((Date.now() - started) / 1000)} s: ${path}`);
  return path;
}

async function hashModule({ module, package: entry, ldflags, revision }: Binary): Promise<string> {
  const hash = createHash('sha256').update(
    `${[entry, ldflags, ...(revision ? [revision] : []), `${process.platform}/${process.arch}`].join('\n')}\n`,
  );
  const sources = (await readdir(module)).filter((file) => /^go[.](mod|sum)$|[.]go$/.test(file)).sort();
  for (const file of sources) hash.update(await readFile(join(module, file)));
  return hash.digest('hex').slice(0, 16);
}

async function removeOlder(cache: string, name: string, current: string): Promise<void> {
  const stale = (await readdir(cache)).filter((entry) => new RegExp(`^${name}-[0-9a-f]{16}$`).test(entry));
  for (const entry of stale.map((one) => join(cache, one)).filter((one) => one !== current)) {
    await rm(entry, { recursive: true });
  }
}

function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false -trimpath' },
  });
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${command} ${args.join(' ')} failed with exit code ${code}`)),
    );
  });
}
