import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { findFreePorts } from '@headgate/dev/stack/find-free-ports.ts';
import type { Ports } from '@headgate/dev/stack/ports.ts';
import { isPortFree } from '@headgate/local-servers/ports/is-port-free.ts';
import { runCommand } from './run-command.ts';

const run = promisify(execFile);

let directory: string;
let ports: Ports;
let flags: string[];

before(async () => {
  // Only its owner may enter it.
  const folder = await mkdtemp(join(tmpdir(), 'headgate-start-'));
  directory = join(folder, 'Jürgen’s Daten (日本)');
  ports = await findFreePorts();
  flags = Object.entries(ports).flatMap(([part, port]) => [`--${part}-port`, String(port)]);
  flags.push('--data', directory);
});

after(() => rm(dirname(directory), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

test('the stack starts, answers, says what to try, refuses a copy, survives a crash of a part, and stops cleanly', async () => {
  const prefix = ['sh', '-c', 'umask 077; exec "$0" "$@"'];
  const stack = runCommand('start', flags, { env: { HOME: '/proc' }, prefix });
  await stack.prints(/Ready in [\d.]+ s/);
  await stack.prints(/Ctrl-C stops everything/);
  const ask = async () => {
    const { stdout } = await run('bash', ['-c', readCurl(stack.output())]);
    return JSON.parse(stdout) as { data?: { viewer: { displayName: string } }; errors?: unknown };
  };
  assert.match(String((await ask()).data?.viewer.displayName), /^Ada/);

  const doctor = runCommand('doctor', ['--data', directory]);
  assert.equal(await doctor.ended, 0, doctor.output());
  assert.match(doctor.output(), /✔ gateway +up +\d+ ms/);
  assert.match(doctor.output(), /✔ redis +up .*(no alert yet|last alert)/);

  const copy = runCommand('start', flags);
  assert.equal(await copy.ended, 1);
  assert.match(
    copy.output(),
    new RegExp(`already runs: http://127.0.0.1:${ports.gateway}/graphql \\(process \\d+\\)`),
  );

  process.kill(await readPid('accounts'), 'SIGKILL');
  await stack.prints(/accounts ended \(SIGKILL\); starting it again/);
  await stack.prints(/accounts is back/);
  assert.equal((await ask()).errors, undefined);

  stack.process.kill('SIGTERM');
  assert.equal(await stack.ended, 0);
  assert.match(stack.output(), /Stopped\. The data stays/);
  for (const [part, port] of Object.entries(ports))
    assert(await isPortFree(port), `${part} still listens on ${port}`);
});

test('a taken port is named with its owner, and nothing is started', async () => {
  const blocker = createServer().listen(ports.alerts, '127.0.0.1');
  await once(blocker, 'listening');
  try {
    const stack = runCommand('start', flags);
    assert.equal(await stack.ended, 1);
    assert.match(
      stack.output(),
      new RegExp(`Port ${ports.alerts}, for alerts, is taken by .*process ${process.pid}`),
    );
    assert.match(stack.output(), /--alerts-port/);
  } finally {
    blocker.close();
  }
});

test('help and wrong arguments are answered without starting anything', async () => {
  const help = runCommand('start', ['--help']);
  assert.equal(await help.ended, 0);
  assert.match(help.output(), /--fresh/);
  const wrong = runCommand('start', ['--prot', '1']);
  assert.equal(await wrong.ended, 1);
  assert.match(wrong.output(), /--prot/);
});

test('demo, doctor and subscribe say what is missing when no stack runs', async () => {
  for (const [script, args] of [
    ['demo', []],
    ['doctor', []],
    ['subscribe', ['subscription { x }']],
  ] as const) {
    const command = runCommand(script, ['--data', directory, ...args]);
    assert.equal(await command.ended, 1);
    assert.match(command.output(), /No stack is running\. Start one first: npm start/);
  }
});

/** The command that the stack prints to try: what a person would copy. */
function readCurl(output: string): string {
  const [command = ''] = / {2}curl \S+\/graphql (?:.*\\\n)+.*/.exec(output) ?? [];
  return `${command} --silent`;
}

/** The process of a part: the one that was given its port. */
async function readPid(part: keyof Ports): Promise<number> {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (commandLine.includes(`/${part}/src/main.ts`) && environment.includes(`\0PORT=${ports[part]}\0`))
      return Number(pid);
  }
  throw new Error(`no process of ${part} was found`);
}
