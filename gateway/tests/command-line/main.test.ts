import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runHeadgate, spawnHeadgate } from '../helpers/spawn-headgate.ts';
import { startTicker } from '../helpers/start-ticker.ts';

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
  const manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  assert.equal(version.stdout, `${manifest.version}\n`);
  const mistake = await runHeadgate({ args: ['--nonsense'] });
  assert.equal(mistake.code, 1);
  assert.match(mistake.stderr, /--nonsense[\s\S]*Usage:/);
});

const typeDefs = 'type Query { hello: String }';

test('compose, check and config do their work, and say what is wrong with exit code 1', async () => {
  const schema = join(directory, 'one.graphql');
  const supergraph = join(directory, 'composed.graphql');
  await writeFile(schema, typeDefs);
  const composed = await runHeadgate({
    args: ['compose', `one=${schema},http://127.0.0.1:4001/graphql`, '--out', supergraph],
  });
  assert.equal(composed.code, 0, composed.stderr);
  const documents = join(directory, 'manifest.json');
  await writeFile(documents, JSON.stringify({ good: '{ hello }', bad: '{ goodbye }' }));
  const checked = await runHeadgate({ args: ['check', '--supergraph', supergraph, documents] });
  assert.deepEqual(
    [checked.code, checked.stdout.split('\n')[1]?.split(': ')[1]],
    [1, '1 of 2 documents can be run'],
  );
  assert.match(checked.stderr, /bad: Cannot query field "goodbye"/);
  const config = join(directory, 'headgate.config.ts');
  await writeFile(
    config,
    "export default { supergraph: './composed.graphql', limits: { maxDepth: 9 }, redis: { url: 'redis://user:secret@127.0.0.1:1' }, plugins: [{ onRequest() {} }] };",
  );
  const printed = await runHeadgate({ args: ['config', 'print'], cwd: directory, env: { MAX_ALIASES: '3' } });
  assert.equal(printed.code, 0, printed.stderr);
  for (const line of [
    `supergraph: ${supergraph}`,
    'maxDepth: 9',
    'maxAliases: 3',
    'url: redis://(hidden)@127.0.0.1:1',
    '- 127.0.0.0/8',
  ])
    assert(printed.stdout.includes(line), `${line} is not in ${printed.stdout}`);
  const wrong = await runHeadgate({ args: ['config', 'check', '--config', config], env: { MAX_DEPTH: '0' } });
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /MAX_DEPTH +is "0": expected a whole number, at least 1/);
  await writeFile(join(directory, 'headgate.config.yaml'), '');
  const several = await runHeadgate({ args: ['config', 'check'], cwd: directory });
  assert.match(several.stderr, /several configuration files: headgate\.config\.ts, headgate\.config\.yaml/);
});

test('dev composes running subgraphs, with Sandbox', async () => {
  await using ticker = await startTicker();
  const gateway = await spawnHeadgate({
    args: ['dev', `ticks=${ticker.ticks.url}`, `names=${ticker.names.url}`, '--port', '0'],
    env: { NODE_ENV: 'production' },
  });
  while ((await fetch(new URL('/health/ready', gateway.url))).status !== 200);
  assert.deepEqual(await ask(gateway.url), { data: { now: 1 } });
  assert.equal((await fetch(new URL('/', gateway.url), { headers: { accept: 'text/html' } })).status, 200);
  assert.equal(await gateway.stop(), 0);
});

async function ask(url: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ now }' }),
  });
  return response.json();
}
