import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts } from '@headgate/dev/stack/find-free-ports.ts';
import type { Ports } from '@headgate/dev/stack/ports.ts';
import type { Stack } from '@headgate/dev/stack/stack.ts';
import { startStack } from '@headgate/dev/stack/start-stack.ts';
import { installRedisServer } from '@headgate/local-servers/redis/install-redis-server.ts';
import { repositoryCache } from '@headgate/local-servers/repository.ts';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './launch-browser.ts';
import { createRaiser, type Raiser } from './raise-alerts.ts';
import { signInAs } from './sign-in-as.ts';

/** A stack of its own, and a browser in front of it. */
export interface Web extends AsyncDisposable {
  readonly stack: Stack;
  readonly directory: string;
  readonly ports: Ports;
  readonly origin: string;
  readonly browser: Browser;
  /** Opens a browser that knows nothing yet; waits of its pages are as patient as a busy machine needs. */
  openContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Opens the application and signs in by a click. */
  signIn(context: BrowserContext, name: string): Promise<Page>;
  /** An ordinary client of the API. */
  raiseAs(userId: string): Promise<Raiser>;
}

export interface WebOptions {
  /** What says to every process where to tell what it does. */
  readonly telemetry?: Readonly<Record<string, string>>;
  /** Called with one line when something happens that nobody asked for. */
  readonly say?: (line: string) => void;
}

const patienceMs = 120_000;

/** Starts it; undefined where there is no Chromium. */
export async function startWeb({
  telemetry,
  say = console.error,
}: WebOptions = {}): Promise<Web | undefined> {
  await using cleanup = new AsyncDisposableStack();
  const browser = await launchBrowser();
  if (!browser) return undefined;
  cleanup.defer(() => browser.close());
  const directory = await mkdtemp(join(tmpdir(), 'headgate-web-'));
  cleanup.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  // Without it nobody signs in.
  await installRedisServer(join(repositoryCache, 'redis'), say);
  const ports = await findFreePorts();
  const stack = cleanup.use(
    await startStack({
      directory,
      ports,
      services: {},
      telemetry,
      track: async (_part, start) => void (await start()),
      say,
    }),
  );
  const origin = new URL(stack.graphqlUrl).origin;
  const running = cleanup.move();
  return {
    stack,
    directory,
    ports,
    origin,
    browser,
    async openContext(options) {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(patienceMs);
      return context;
    },
    async signIn(context, name) {
      const page = await context.newPage();
      await signInAs(page, name, `${origin}/`);
      return page;
    },
    async raiseAs(userId) {
      const token = await stack.identity.issueToken({ userId });
      return createRaiser({ graphqlUrl: stack.graphqlUrl, token });
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await running.disposeAsync();
    },
  };
}
