import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';
import { describeUnfinishedTasks } from './describe-unfinished-tasks.ts';

const run = promisify(execFile);

/**
 * Makes what is generated: Prisma's client, the bundle of the functions app, the web application. Quick when nothing
 * changed.
 * @throws Error with what the build said, or how far it came when it was ended
 */
export async function buildParts(): Promise<void> {
  const turbo = join(repositoryRoot, 'node_modules', '.bin', 'turbo');
  const filters = ['--filter=@headgate/accounts', '--filter=@headgate/functions', '--filter=@headgate/web'];
  const args = ['run', 'codegen', 'build', ...filters, '--output-logs=errors-only'];
  const { stdout } = await run(turbo, args, { cwd: repositoryRoot }).catch(
    (error: { readonly stdout: string; readonly stderr: string }) => {
      throw new Error(`The build failed:\n${error.stdout}${error.stderr}`, { cause: error });
    },
  );
  const unfinished = describeUnfinishedTasks(stdout);
  if (unfinished !== undefined) throw new Error(`The build did not come to its end: ${unfinished}`);
}
