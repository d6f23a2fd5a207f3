import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';

export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Show its output as it comes; otherwise only when it fails. Default: false. */
  readonly show?: boolean;
}

/** Runs one command in the repository's root, says what it is and how long it took, and tells whether it succeeded. */
export async function runStep({ name, command, args, show = false }: Step): Promise<boolean> {
  process.stdout.write(show ? `▸ ${name}\n` : `▸ ${name} … `);
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: repositoryRoot,
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout?.on('data', (chunk) => output.push(chunk));
  child.stderr?.on('data', (chunk) => output.push(chunk));
  const [code] = await once(child, 'close');
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${show ? `▸ ${name}: ` : ''}${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)\n`);
  if (code !== 0) process.stdout.write(Buffer.concat(output));
  return code === 0;
}
