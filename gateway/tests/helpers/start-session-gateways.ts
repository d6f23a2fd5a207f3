import { randomBytes } from 'node:crypto';
import {
  type IdentityProvider,
  startIdentityProvider,
} from '@headgate/identity-provider/start-identity-provider.ts';
import { createBrowser } from '@headgate/identity-provider/test-support/create-browser.ts';
import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';
import { type Redis, startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { Redis as Client } from 'ioredis';
import { WebSocket } from 'ws';
import { createVault } from '../../src/sessions/create-vault.ts';
import { hashSessionId } from '../../src/sessions/session-id.ts';
import { startTestGateway, type TestGateway } from './start-test-gateway.ts';
import { startTicker, type Ticker, type TickerOptions } from './start-ticker.ts';

export const sessionUsers = [
  { id: 'ada', name: 'ada', displayName: 'Ada Lindqvist', roles: [] },
  { id: 'bob', name: 'bob', displayName: 'Bob Okafor', roles: ['operator'] },
];

export interface SessionGateways extends AsyncDisposable {
  /** Address of the first gateway, and of all of them to browsers. */
  readonly origin: string;
  readonly gateways: readonly [TestGateway, TestGateway];
  readonly issuer: IdentityProvider;
  readonly redis: Redis;
  readonly ticker: Ticker;
  /** Sets the clock of sessions on by so much. */
  pass(ms: number): void;
  /** Signs in as a browser would; returns its cookies. */
  signIn(name?: string): Promise<string>;
  /** Asks a gateway who one is to a subgraph; with the header of the application unless others are given. */
  ask(cookie: string, options?: AskOptions): Promise<{ status: number; code?: string; token?: string }>;
  auth(path: string, init?: RequestInit): Promise<Response>;
  /** What somebody finds who has Redis and the keys. */
  stealRefreshToken(cookie: string): Promise<string>;
  /** Takes a refresh token to the issuer as the gateways would. */
  redeem(refreshToken: string): Promise<Response>;
  /** Opens a WebSocket; resolves with it, or with the status that it was refused with. */
  open(
    cookie: string | undefined,
    options?: { origin?: string; gateway?: 0 | 1 },
  ): Promise<WebSocket | number>;
}

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly gateway?: 0 | 1;
}

const clientId = 'web';
const secret = 'a secret of the gateways';

/** Two gateways that share sessions, an issuer and a subgraph behind them. */
export async function startSessionGateways(
  options: { readonly env?: Readonly<Record<string, string>>; readonly ticker?: TickerOptions } = {},
): Promise<SessionGateways> {
  await using stack = new AsyncDisposableStack();
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const issuer = stack.use(await startIdentityProvider({ users: sessionUsers }));
  issuer.registerApp({
    id: clientId,
    secret,
    redirectUris: [`${origin}/auth/callback`],
    postLogoutRedirectUris: [`${origin}/`],
    backChannelLogoutUri: `${origin}/auth/back-channel-logout`,
  });
  const redis = stack.use(await startRedis());
  const ticker = stack.use(await startTicker(options.ticker));
  let passedMs = 0;
  const key = randomBytes(32);
  const env = {
    ...issuer.env,
    REDIS_URL: redis.url,
    SESSION_CLIENT_ID: clientId,
    SESSION_CLIENT_SECRET: secret,
    SESSION_PUBLIC_URL: origin,
    SESSION_KEYS: key.toString('base64'),
    ...options.env,
  };
  const start = (PORT: number) =>
    startTestGateway({
      sdl: ticker.sdl,
      env: { ...env, PORT: String(PORT) },
      now: () => Date.now() + passedMs,
    });
  const gateways = [stack.use(await start(port)), stack.use(await start(0))] as const;
  const running = stack.move();
  return {
    origin,
    gateways,
    issuer,
    redis,
    ticker,
    pass: (ms) => {
      passedMs += ms;
    },
    async signIn(name = 'ada') {
      const browser = createBrowser();
      const page = await browser.go(`${origin}/auth/login?to=/health/live`);
      await browser.go(page.url, { form: { username: name } });
      return browser.cookiesOf(origin);
    },
    async ask(cookie, { headers = { 'headgate-csrf': '1' }, gateway = 0 } = {}) {
      const { status, body } = await gateways[gateway].post({ query: '{ whoAmI }' }, { cookie, ...headers });
      const code = body.errors?.[0]?.extensions.code;
      const token = body.data?.['whoAmI'] as string | undefined;
      return { status, ...(code && { code }), ...(token && { token }) };
    },
    auth: (path, init) => fetch(`${origin}/auth/${path}`, { redirect: 'manual', ...init }),
    async stealRefreshToken(cookie) {
      const place = hashSessionId(cookie.split('=')[1] ?? '');
      const client = new Client(redis.url);
      const sealed = (await client.hget(`headgate:session:${place}`, 'sealed')) ?? '';
      client.disconnect();
      return JSON.parse(createVault([key]).open(sealed, place) ?? '{}').tokens.refresh;
    },
    redeem: (refreshToken) =>
      fetch(`${issuer.issuer}/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${clientId}:${encodeURIComponent(secret)}`).toString('base64')}`,
        },
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
      }),
    open(cookie, { origin: from = origin, gateway = 0 } = {}) {
      const socket = new WebSocket(gateways[gateway].url.replace('http', 'ws'), 'graphql-transport-ws', {
        headers: { ...(cookie && { cookie }), ...(from && { origin: from }) },
      });
      return new Promise((resolve) => {
        socket.once('open', () => resolve(socket));
        socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
        socket.on('error', () => undefined);
      });
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
