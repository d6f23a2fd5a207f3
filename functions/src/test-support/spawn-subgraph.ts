import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface SubgraphProcess extends AsyncDisposable {
  /** Where it serves GraphQL. */
  readonly url: string;
  /** Ends the process as a crash would. */
  kill(): Promise<void>;
}

const repository = new URL('../../../', import.meta.url);
const exitWithParent = import.meta.resolve('@headgate/local-servers/exit-with-parent.ts');

/** Runs a subgraph in a process of its own; resolves when it is ready. */
export async function spawnSubgraph(
  name: 'accounts' | 'alerts',
  env: Readonly<Record<string, string>>,
): Promise<SubgraphProcess> {
  const main = new URL(`subgraphs/${name}/src/main.ts`, repository).pathname;
  const child = spawn(process.execPath, ['--import', exitWithParent, main], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const ready = Promise.withResolvers<string>();
  createInterface({ input: child.stdout as Readable }).on('line', (line) => {
    const { msg, url } = JSON.parse(line);
    if (msg === 'ready') ready.resolve(url);
  });
  exited.then(([code]) => ready.reject(new Error(`The subgraph ${name} ended with ${code}.`)));
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return { url: await ready.promise, kill, [Symbol.asyncDispose]: kill };
}
