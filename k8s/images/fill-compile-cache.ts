import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where the image's NODE_COMPILE_CACHE points. */
const compileCacheFolder = 'compile-cache';

/** The user of an image, by which Node.js names its part of the cache. */
const imageUser = 65_532;

const query = '{ people(first: 2) { id name place } }';
const replies = {
  people:
    '{"data":{"people":[{"__typename":"Person","id":"1","name":"Ada"},{"__typename":"Person","id":"2","name":"Bob"}]}}',
  places: '{"data":{"_entities":[{"place":"here"},{"place":"there"}]}}',
};

/**
 * Runs the gateway that was bundled into a folder once, and keeps in `app` what V8 has compiled of it
 * (https://nodejs.org/api/module.html#module-compile-cache): a container cannot write, and would compile it at each start.
 * @throws Error when it does not answer
 */
export async function fillCompileCache(folder: string): Promise<void> {
  const app = join(folder, 'app');
  const cache = join(app, compileCacheFolder);
  await using cleanup = new AsyncDisposableStack();
  const temporary = await mkdtemp(join(tmpdir(), 'headgate-warm-up-'));
  cleanup.defer(() => rm(temporary, { recursive: true }));
  // What is kept is found by the way from the cache to a module: as in the image, packages are below `app`.
  await rename(join(folder, 'node_modules'), join(app, 'node_modules'));
  cleanup.defer(() => rename(join(app, 'node_modules'), join(folder, 'node_modules')));
  const supergraph = join(temporary, 'supergraph.graphql');
  const subgraphs = cleanup.adopt(await serveSubgraphs(), (server) => void server.close());
  const { port } = subgraphs.address() as AddressInfo;
  const sdl = await readFile(new URL('./warm-up.graphql', import.meta.url), 'utf8');
  await writeFile(supergraph, sdl.replaceAll('SUBGRAPHS', `http://127.0.0.1:${port}`));
  const args = ['--import', './dist/register.js', 'dist/main.js', '--supergraph', supergraph, '--port', '0'];
  const child = spawn(process.execPath, args, {
    cwd: app,
    env: {
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: cache,
      NODE_COMPILE_CACHE_PORTABLE: '1',
      DRAIN_MS: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  try {
    await askOnce(await findUrl(child));
  } finally {
    // What was compiled is written when it ends in order.
    child.kill('SIGTERM');
    await exited;
  }
  for (const name of await readdir(cache))
    await rename(join(cache, name), join(cache, name.replace(/-\d+$/, `-${imageUser}`)));
}

async function serveSubgraphs() {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url === '/people' ? replies.people : replies.places);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Where it says that it listens. */
async function findUrl({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new TypeError('Its output is not read');
  for await (const line of createInterface({ input: stdout })) {
    const { msg, url } = JSON.parse(line) as { readonly msg: string; readonly url?: string };
    if (msg === 'listening' && url !== undefined) {
      stdout.resume();
      return url;
    }
  }
  throw new Error('The gateway ended before it listened');
}

async function askOnce(url: string): Promise<void> {
  await (await fetch(new URL('/health/ready', url))).text();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const answer = await response.text();
  if (!answer.includes('"place":"there"'))
    throw new Error(`The gateway answers ${response.status}: ${answer}`);
}
