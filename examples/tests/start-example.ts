import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const examples = fileURLToPath(new URL('..', import.meta.url));

/** The supergraph of the examples, as a file, with the addresses of subgraphs that run. */
export async function writeSupergraph(urls: { readonly productsUrl: string; readonly reviewsUrl: string }) {
  const folder = await mkdtemp(join(tmpdir(), 'headgate-example-'));
  const path = join(folder, 'supergraph.graphql');
  const sdl = await readFile(join(examples, 'supergraph.graphql'), 'utf8');
  await writeFile(
    path,
    sdl
      .replace('http://127.0.0.1:4001/graphql', urls.productsUrl)
      .replace('http://127.0.0.1:4002/graphql', urls.reviewsUrl),
  );
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

export interface StartExampleOptions {
  /** Default: it finds its own. */
  readonly supergraph?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What to run in place of `npm start`. */
  readonly command?: string;
  /** What it says when it has started, with its address. Default: that of GraphQL. */
  readonly ready?: RegExp;
}

export interface ExampleAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** Runs what `npm start` of an example runs, until it says where it listens: on a free port. */
export async function startExample(name: string, options: StartExampleOptions) {
  const folder = join(examples, name);
  const { scripts } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return startCommand(folder, { command: scripts.start, ...options });
}

/** Runs a command in a folder, until it says where it listens. */
export async function startCommand(
  folder: string,
  options: StartExampleOptions & { readonly command: string },
) {
  const { command, supergraph, env, ready = /(http:\/\/127\.0\.0\.1:\d+\/(?:api\/)?graphql)/ } = options;
  const bin = join(examples, '../node_modules/.bin');
  const child = spawn('sh', ['-c', `exec ${command}`], {
    cwd: folder,
    env: {
      PATH: `${bin}${delimiter}${process.env['PATH']}`,
      PORT: '0',
      ...(supergraph !== undefined && { SUPERGRAPH: supergraph }),
      DRAIN_MS: '0',
      ...env,
    },
  });
  const exited = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    const [, url] = ready.exec(line) ?? [];
    if (!url) continue;
    child.stdout.resume();
    return {
      url,
      /** What it said until then, line by line. */
      said,
      async ask(query: string, headers: Record<string, string> = {}) {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query }),
        });
        return {
          status: response.status,
          headers: response.headers,
          body: (await response.json()) as ExampleAnswer,
        };
      },
      async [Symbol.asyncDispose]() {
        child.kill('SIGTERM');
        await exited;
      },
    };
  }
  throw new Error(`${command} ended: ${said.join('\n')}\n${await text(child.stderr)}`);
}
