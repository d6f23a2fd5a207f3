import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts } from '@headgate/dev/stack/find-free-ports.ts';
import { startStack } from '@headgate/dev/stack/start-stack.ts';
import { superviseProcess } from '@headgate/dev/stack/supervise-process.ts';
import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';

/** What a gateway answered. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly data: any;
  /** Whether it came from the cache: only what is kept has an age. */
  readonly isKept: boolean;
}

export interface TwoGateways extends AsyncDisposable {
  readonly redisUrl: string;
  /** Runs an operation as a user through the first gateway or the second. */
  ask(
    gateway: 1 | 2,
    query: string,
    user: { readonly userId: string; readonly roles?: string[] },
  ): Promise<Answer>;
}

/** Starts the local stack with one more gateway, a process like the other. */
export async function startTwoGateways(): Promise<TwoGateways> {
  await using cleanup = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-caching-'));
  cleanup.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  const ports = await findFreePorts();
  const say = (line: string) => console.error(line);
  const track = async (_part: string, start: () => Promise<string>) => void (await start());
  const stack = cleanup.use(await startStack({ directory, ports, services: {}, track, say }));
  assert(stack.redisUrl, 'gateways share a cache by Redis: install redis-server');
  const port = await findFreePort();
  const url = (at: number, path: string) => `http://127.0.0.1:${at}${path}`;
  const subgraphs = (['accounts', 'activity', 'alerts'] as const).map(
    (name) => `${name}=${url(ports[name], '/graphql')}`,
  );
  cleanup.use(
    await superviseProcess({
      name: 'second gateway',
      entry: 'gateway/src/main.ts',
      env: {
        ...stack.identity.env,
        PORT: String(port),
        REDIS_URL: stack.redisUrl,
        SUBGRAPHS: subgraphs.join(','),
        DRAIN_MS: '0',
      },
      logFile: join(directory, 'second-gateway.log'),
      readyUrl: url(port, '/health/ready'),
      say,
    }),
  );
  const urls = { 1: stack.graphqlUrl, 2: url(port, '/graphql') };
  const tokens = new Map<string, string>();
  const { redisUrl, identity } = stack;
  const running = cleanup.move();
  return {
    redisUrl,
    async ask(gateway, query, user) {
      const token = tokens.get(user.userId) ?? (await identity.issueToken(user));
      tokens.set(user.userId, token);
      const response = await fetch(urls[gateway], {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      });
      const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
      assert.equal(errors, undefined, JSON.stringify(errors));
      return { data, isKept: response.headers.has('age') };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
