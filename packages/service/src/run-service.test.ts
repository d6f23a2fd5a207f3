import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const sample = fileURLToPath(new URL('test-support/sample-service.ts', import.meta.url));

function start(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [sample], { env: { ...env, PATH: process.env['PATH'] }, stdio: 'pipe' });
}

async function run(env: Record<string, string>) {
  const child = start(env);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, 'exit'),
  ]);
  return { stdout, stderr, code };
}

test('a wrong environment is told in full, and the exit code is 1', async () => {
  const { stderr, code } = await run({ LOG_LEVEL: 'loud' });
  assert.equal(code, 1);
  assert.match(stderr, /sample cannot start/);
  assert.match(stderr, /PORT +is missing: expected a port/);
  assert.match(stderr, /LOG_LEVEL +is "loud": expected fatal, error/);
});

test('a taken port is named', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo;
  const { stdout, code } = await run({ PORT: String(port) });
  blocker.close();
  assert.equal(code, 1);
  assert.match(stdout, new RegExp(`port ${port} is taken; set PORT`));
});

test('a rejection that nobody handles is logged and ends the process', async () => {
  const { stdout, code } = await run({ PORT: '0', CRASH: 'true' });
  assert.equal(code, 1);
  assert.match(stdout, /"level":60.*boom/);
});

test('a signal stops it in order, and no credential is in its log', async () => {
  const child = start({ PORT: '0' });
  const output: string[] = [];
  for await (const chunk of child.stdout as NodeJS.ReadableStream) {
    output.push(String(chunk));
    if (output.join('').includes('ready')) child.kill('SIGTERM');
  }
  const code = child.exitCode ?? (await once(child, 'exit'))[0];
  assert.equal(code, 0);
  assert.match(output.join(''), /"msg":"stopped"/);
  assert.doesNotMatch(output.join(''), /secret/);
});
