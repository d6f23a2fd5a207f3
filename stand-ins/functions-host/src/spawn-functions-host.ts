import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface HostProcess extends AsyncDisposable {
  /** Where the HTTP triggers are served. */
  readonly url: string;
  /** Ends the process, at once with SIGKILL, orderly with SIGTERM; answers its exit code. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const exitWithParent = fileURLToPath(import.meta.resolve('@headgate/local-servers/exit-with-parent.ts'));

/** Runs the functions host in a process of its own, on an app and with app settings; resolves when it is ready. */
export async function spawnFunctionsHost(
  app: string,
  settings: Readonly<Record<string, string>>,
): Promise<HostProcess> {
  const child = spawn(process.execPath, ['--import', exitWithParent, main], {
    env: { ...settings, APP_DIRECTORY: app, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const lines = createInterface({ input: child.stdout as Readable });
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode === null) child.kill(signal);
    return exited;
  };
  const ready = Promise.withResolvers<string>();
  lines.on('line', (line) => {
    const url = /ready at (http\S+)/.exec(line)?.[1];
    if (url) ready.resolve(url);
  });
  exited.then((code) => ready.reject(new Error(`The functions host ended with ${code}.`)));
  return { url: await ready.promise, end, [Symbol.asyncDispose]: async () => void (await end('SIGKILL')) };
}
