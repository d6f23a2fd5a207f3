import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const preload = new URL('../register.ts', import.meta.url).href;
const sample = fileURLToPath(new URL('sample-service.ts', import.meta.url));

/** In which the sample is asked for `/trace`. */
export const sampleTraceId = '0af7651916cd43dd8448eb211c80319c';

const traceparent = `00-${sampleTraceId}-b7ad6b7169203331-01`;

/**
 * Runs the sample service with telemetry, asks it for something, and tells it to stop.
 * @param meanwhile what is done with it before it is told to stop
 * @returns its exit code, and what `/trace` answered
 */
export async function runSample(
  env: Readonly<Record<string, string>>,
  meanwhile: (url: string) => Promise<void> = async () => undefined,
): Promise<{ readonly code: number; readonly asked: string }> {
  const child = spawn(process.execPath, ['--import', preload, sample], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  using _ = { [Symbol.dispose]: () => void child.kill('SIGKILL') };
  let asked = '';
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url: string };
    assert.equal(await (await fetch(url)).text(), 'inner');
    const headers = { traceparent, authorization: 'Bearer secret-token', cookie: 'session=secret-token' };
    asked = await (await fetch(new URL('/trace?variables=secret-token', url), { headers })).text();
    await (await fetch(new URL('/health/ready', url))).text();
    await meanwhile(url);
    break;
  }
  child.kill('SIGTERM');
  const [code] = await exited;
  return { code, asked };
}
