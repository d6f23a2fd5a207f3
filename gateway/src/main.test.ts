import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runHeadgate, spawnHeadgate } from './testing/spawn-headgate.ts';
import { startTicker } from './testing/start-ticker.ts';

const run = promisify(execFile);
const packageRoot = fileURLToPath(new URL('..', import.meta.url));
let directory: string;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'headgate-'));
});

after(() => rm(directory, { recursive: true }));

test('the command serves a supergraph until it is told to stop', async () => {
  await using ticker = await startTicker();
  const file = join(directory, 'supergraph.graphql');
  await writeFile(file, ticker.sdl);
  const gateway = await spawnHeadgate({ args: ['--supergraph', file, '--port', '0'] });
  assert.deepEqual(await ask(gateway.url), { data: { now: 1 } });
  assert.equal(await gateway.stop(), 0);
});

test('the published package runs with the dependencies that it declares, and no other', async () => {
  await using ticker = await startTicker();
  const file = join(directory, 'supergraph.graphql');
  await writeFile(file, ticker.sdl);
  await run('npm', ['pack', '--pack-destination', directory], { cwd: packageRoot });
  await run('tar', ['-xzf', join(directory, 'headgate-0.0.0.tgz')], { cwd: directory });
  const manifest = JSON.parse(await readFile(join(directory, 'package', 'package.json'), 'utf8'));
  for (const name of Object.keys(manifest.dependencies)) {
    assert.doesNotMatch(name, /^@headgate\//);
    const link = join(directory, 'package', 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(packageRoot, '..', 'node_modules', name), link);
  }
  const gateway = await spawnHeadgate({
    bin: join(directory, 'package', 'bin', 'headgate.js'),
    args: ['--supergraph', file],
    env: { PORT: '0' },
  });
  assert.deepEqual(await ask(gateway.url), { data: { now: 1 } });
  assert.equal(await gateway.stop(), 0);
});

test('an environment that is wrong is reported whole, with exit code 1', async () => {
  const { code, stderr } = await runHeadgate({ args: [], env: { PORT: 'http', REDIS_URL: 'http://x' } });
  assert.equal(code, 1);
  for (const name of ['PORT', 'REDIS_URL', 'SUPERGRAPH'])
    assert.match(stderr, new RegExp(`^  ${name} `, 'm'));
});

test('help, version and mistakes are told', async () => {
  const help = await runHeadgate({ args: ['--help'] });
  assert.equal(help.code, 0);
  assert.match(help.stdout, /^Usage: headgate --supergraph PATH/);
  const version = await runHeadgate({ args: ['--version'] });
  assert.equal(version.stdout, '0.0.0\n');
  const mistake = await runHeadgate({ args: ['--nonsense'] });
  assert.equal(mistake.code, 1);
  assert.match(mistake.stderr, /--nonsense[\s\S]*Usage:/);
});

async function ask(url: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ now }' }),
  });
  return response.json();
}
