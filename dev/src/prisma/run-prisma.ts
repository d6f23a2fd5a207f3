import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';

export interface PrismaRun {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Database to work on; absent for commands that need none. */
  readonly databaseUrl?: string | undefined;
  /** Default: this process's output. */
  readonly stdio?: 'inherit' | 'ignore';
}

const standIn = resolve(import.meta.dirname, 'schema-engine/main.ts');

/**
 * Runs Prisma's command line at the root of the repository, without the schema engine that it would download.
 * Answers its exit code.
 */
export async function runPrisma({ args, env, databaseUrl, stdio = 'inherit' }: PrismaRun): Promise<number> {
  const command = fileURLToPath(new URL('build/index.js', import.meta.resolve('prisma/package.json')));
  const child = spawn(process.execPath, [command, ...args], {
    cwd: repositoryRoot,
    stdio,
    env: {
      ...env,
      // The stand-in's first line asks for `node`: that has to be this one.
      PATH: [dirname(process.execPath), env['PATH']].join(delimiter),
      // Windows runs no script as a program; there Prisma has to download its own.
      ...(process.platform !== 'win32' && { PRISMA_SCHEMA_ENGINE_BINARY: standIn }),
      PRISMA_HIDE_UPDATE_MESSAGE: 'true',
      CHECKPOINT_DISABLE: '1',
      DATABASE_URL: databaseUrl ?? '',
    },
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
