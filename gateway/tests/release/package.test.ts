import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, glob, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startCollector } from '../../../packages/telemetry/src/test-support/start-collector.ts';
import { readSnippets } from '../../../tests/docs/read-snippets.ts';
import { composeSupergraph } from '../helpers/compose-supergraph.ts';
import { runHeadgate, spawnHeadgate } from '../helpers/spawn-headgate.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const run = promisify(execFile);
const packageRoot = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'));

/** How long the registry may take, which many tests may wait for. */
const installTimeoutMs = 240_000;

/** Where npm has put a package that this one, or telemetry, which becomes part of it, declares. */
function findPackage(name: string): string {
  const folders = ['node_modules', '../packages/telemetry/node_modules', '../node_modules'];
  const places = folders.map((each) => join(packageRoot, each, name));
  const found = places.find((place) => existsSync(place));
  assert(found, `${name} is not installed`);
  return found;
}

/** Whether dist/ is of the sources as they are: `npm test` has built it before. */
async function isBuilt(): Promise<boolean> {
  const built = await stat(join(packageRoot, 'dist/index.js')).catch(() => undefined);
  if (!built) return false;
  const sources = ['src/**/*.ts', 'release/*.ts', 'build.ts', '../packages/*/src/**/*.ts'];
  for await (const path of glob(sources, { cwd: packageRoot })) {
    if ((await stat(join(packageRoot, path))).mtimeMs > built.mtimeMs) return false;
  }
  return true;
}

/** An empty folder with the package that would be published, the packages that it declares, and no others. */
let folder: string;
let installed: string;
let bin: string;
/** Whether npm gets what the package declares from its registry, which takes a minute; else it is linked from this repository. */
const installs = process.env['HEADGATE_INSTALL'] === 'true';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headgate-package-'));
  installed = join(folder, 'node_modules', 'headgate');
  bin = join(installed, 'bin', 'headgate.js');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const quick = (await isBuilt()) ? ['--ignore-scripts'] : [];
  await run('npm', ['pack', '--pack-destination', folder, '--loglevel=error', ...quick], {
    cwd: packageRoot,
  });
  const archive = join(folder, `headgate-${manifest.version}.tgz`);
  if (!installs) return link(archive);
  const subgraphs = `@apollo/subgraph@${manifest.devDependencies['@apollo/subgraph']}`;
  const flags = '--prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error';
  const args = ['install', archive, subgraphs, ...flags.split(' ')];
  await run('npm', args, { cwd: folder, timeout: installTimeoutMs });
});

/** Unpacks the package, beside links to the packages that it declares. */
async function link(archive: string): Promise<void> {
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', archive, '--strip-components=1', '-C', installed]);
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
    await readFile(join(installed, 'package.json'), 'utf8'),
  );
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    assert.doesNotMatch(name, /^@headgate\//);
    const link = join(folder, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(findPackage(name), link);
  }
}

after(() => rm(folder, { recursive: true }));

test('the package has what it needs when it is installed in an empty folder', async () => {
  const files = await Array.fromAsync(
    glob('**', { cwd: installed, exclude: (name) => name === 'node_modules' }),
  );
  for (const file of [
    'bin/headgate.js',
    'dist/plan-worker.js',
    'headgate.schema.json',
    'README.md',
    'LICENSE',
  ])
    assert(files.includes(file), file);
  const types = await readFile(join(installed, 'dist/types/gateway/src/config/options-schema.d.ts'), 'utf8');
  assert.match(types, /\/\*\* The port to listen on; 0 takes a free one\. Default: `4000`\. \*\/\n +port:/);
  assert(!files.some((file) => file.endsWith('.test.ts') || file.startsWith('src')));
});

test('the command tells the version that its manifest has', async () => {
  const { stdout } = await runHeadgate({ bin, args: ['--version'] });
  assert.equal(stdout, `${manifest.version}\n`);
});

test('the command plans a large operation in another thread, subscribes and reloads', async () => {
  await using ticker = await startTicker();
  const file = join(folder, 'supergraph.graphql');
  await writeFile(file, ticker.sdl);
  const gateway = await spawnHeadgate({ bin, args: ['--supergraph', file, '--port', '0'] });
  const fields = Array.from({ length: 150 }, (_, at) => `f${at}: echo(text: "${at}")`);
  const { data } = await ask(gateway.url, `{ ${fields.join(' ')} }`);
  assert.equal(data['f149'], '149');
  const client = createClient({ url: gateway.url.replace('http', 'ws'), webSocketImpl: WebSocket });
  const event = client.iterate({ query: 'subscription { ticked { n author { name } } }' }).next();
  await ticker.subscribed(1);
  ticker.tick(4);
  assert.deepEqual((await event).value, { data: { ticked: { n: 4, author: { name: 'name of ada' } } } });
  await client.dispose();
  const typeDefs = ticker.ticks.typeDefs.replace('now: Int!', 'now: Int!, added: Int');
  await writeFile(file, composeSupergraph([{ ...ticker.ticks, typeDefs }, ticker.names]));
  const fieldNames = () => ask(gateway.url, '{ __type(name: "Query") { fields { name } } }');
  while (!JSON.stringify(await fieldNames()).includes('added'));
  assert.equal(await gateway.stop(), 0);
});

test('a gateway that has started has not loaded undici of Node.js', async () => {
  await using ticker = await startTicker();
  const file = join(folder, 'started.graphql');
  await writeFile(file, ticker.sdl);
  const loaded = join(folder, 'loaded.json');
  const tell = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(${JSON.stringify(loaded)}, JSON.stringify(process.moduleLoadList)));`;
  const gateway = await spawnHeadgate({
    bin,
    nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(tell)}`],
    args: ['--supergraph', file, '--port', '0'],
  });
  assert.equal(await gateway.stop(), 0);
  const modules = await readFile(loaded, 'utf8');
  assert.match(modules, /NativeModule http/);
  assert.doesNotMatch(modules, /undici/);
});

test('telemetry can be loaded before it, and reports', async () => {
  await using ticker = await startTicker();
  await using collector = await startCollector();
  const file = join(folder, 'traced.graphql');
  await writeFile(file, ticker.sdl);
  const gateway = await spawnHeadgate({
    bin,
    cwd: folder,
    nodeOptions: ['--import', 'headgate/telemetry'],
    args: ['--supergraph', file, '--port', '0'],
    env: { APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString },
  });
  assert.deepEqual(await ask(gateway.url, '{ now }'), { data: { now: 1 } });
  assert.equal(await gateway.stop(), 0);
  assert(collector.envelopes.some(({ name }) => name.endsWith('Request')));
});

test('the container of the example has what its Containerfile copies, and starts', async () => {
  await using ticker = await startTicker();
  const example = join(packageRoot, '../examples/docker');
  const image = join(folder, 'image');
  await mkdir(image);
  let env: Record<string, string> = {};
  let command: string[] = [];
  for (const line of (await readFile(join(example, 'Containerfile'), 'utf8')).trim().split('\n')) {
    const [instruction = '', ...words] = line.split(' ');
    if (instruction === 'COPY') {
      for (const file of words.slice(0, -1)) {
        // The supergraph is the reader's own.
        if (file === 'supergraph.graphql') await writeFile(join(image, file), ticker.sdl);
        else await cp(join(example, file), join(image, file));
      }
    } else if (instruction === 'RUN') {
      assert.equal(words.slice(0, 2).join(' '), 'npm install');
      const { dependencies } = JSON.parse(await readFile(join(image, 'package.json'), 'utf8'));
      assert.deepEqual(Object.keys(dependencies), ['headgate']);
      await symlink(join(folder, 'node_modules'), join(image, 'node_modules'));
    } else if (instruction === 'ENV') {
      env = { ...env, ...Object.fromEntries(words.map((word) => word.split('=') as [string, string])) };
    } else if (instruction === 'CMD') command = JSON.parse(words.join(' '));
    else assert.match(instruction, /^(FROM|WORKDIR|EXPOSE|USER)$/);
  }
  const [node, script = '', ...args] = command;
  assert.equal(node, 'node');
  const gateway = await spawnHeadgate({
    bin: join(image, script),
    args,
    cwd: image,
    env: { ...env, HOST: '127.0.0.1', PORT: '0' },
  });
  assert.deepEqual(await ask(gateway.url, '{ now }'), { data: { now: 1 } });
  assert.equal((await fetch(new URL('/health/ready', gateway.url))).status, 200);
  assert.equal((await fetch(new URL('/', gateway.url))).status, 404);
  assert.equal(await gateway.stop(), 0);
});

test('what is imported from it has types, and runs', async () => {
  const source = `
    import { createGateway, type HeadgatePlugin } from 'headgate';
    import { HeadgateGateway } from 'headgate/apollo';
    import { defineConfig } from 'headgate/config';
    import { createTestGateway } from 'headgate/testing';

    const plugin: HeadgatePlugin = {
      onSubgraphRequest: (event) => {
        event.headers['x-signature'] = String(event.body.length);
        // @ts-expect-error: it cannot be changed
        event.subgraph = 'other';
      },
    };
    export default defineConfig({ port: 4000, limits: { maxDepth: 30 }, plugins: [plugin] });
    // @ts-expect-error: there is no such option
    defineConfig({ nonsense: true });
    await using gateway = await createTestGateway({
      one: { typeDefs: 'type Query { hello: String }', resolvers: { Query: { hello: () => 'world' } } },
    });
    const { data } = await gateway.query('{ hello }');
    const { supergraphSdl } = gateway;
    await using embedded = await createGateway({ supergraphSdl, logLevel: 'silent' });
    const response: Response = await embedded.fetch('/graphql?query={hello}', { headers: { 'apollo-require-preflight': '1' } });
    console.log(data.hello, (await response.text()).trim(), typeof new HeadgateGateway({ supergraphSdl }).load);
  `;
  await writeFile(join(folder, 'use.ts'), source);
  const snippets = await readSnippets(join(packageRoot, '..'), 'ts');
  const documented = snippets.filter(({ text }) => text.includes("from 'headgate"));
  assert(documented.length >= 4);
  const files = ['use.ts'];
  for (const [index, { place, text }] of documented.entries()) {
    files.push(`documented-${index}.ts`);
    // What a reader has of their own.
    const own = 'declare const readSession: (cookie: string | undefined) => Promise<null>;';
    await writeFile(join(folder, `documented-${index}.ts`), `${text}\n${own}\n// ${place}\n`);
  }
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'es2024',
        lib: ['es2024', 'esnext.disposable'],
        module: 'nodenext',
        strict: true,
        noEmit: true,
        types: ['node'],
        typeRoots: [join(packageRoot, '../node_modules/@types')],
      },
      files,
    }),
  );
  const compiled = run(join(packageRoot, '../node_modules/.bin/tsc'), [], { cwd: folder });
  await assert.doesNotReject(compiled.catch(({ stdout }) => Promise.reject(new Error(stdout))));
  const { stdout } = await run(process.execPath, ['use.ts'], { cwd: folder });
  assert.equal(stdout, 'world {"data":{"hello":"world"}} function\n');
});

async function ask(url: string, query: string): Promise<{ readonly data: Record<string, unknown> }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json() as Promise<{ data: Record<string, unknown> }>;
}
