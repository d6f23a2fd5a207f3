import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { arch, cpus, loadavg, release, totalmem } from 'node:os';
import type { Contender } from '../contenders/contender.ts';

/** Says, as Markdown, on what a run was made: when, which versions, which machine and how busy it is. */
export function describeConditions(contenders: readonly Contender[], options: string): string {
  const packages = [...new Set(contenders.flatMap((contender) => contender.packages))];
  const cores = cpus();
  const [minute = 0] = loadavg();
  return [
    `- ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${options}`,
    `- ${packages.map((name) => `${name} ${readVersion(name)}`).join(', ')}, Node.js ${process.versions.node}`,
    `- ${cores.length} × ${cores[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()} ${arch()};` +
      ` other work on it at the start: load ${minute.toFixed(1)}`,
  ].join('\n');
}

function readVersion(name: string): string {
  const manifest = findPackageJSON(name, import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest ?? '', 'utf8'));
  return name === 'headgate' ? `${version} (${readCommit()})` : version;
}

function readCommit(): string {
  try {
    const options = { cwd: new URL('.', import.meta.url), encoding: 'utf8' } as const;
    return execFileSync('git', ['describe', '--always', '--dirty'], options).trim();
  } catch {
    return 'no git checkout';
  }
}
