import { expect, test } from '@jest/globals';
import type { Platform } from '../ports/platform.ts';
import { toBase64url } from './base64url.ts';
import { createSession } from './create-session.ts';

const settings = { graphqlUrl: '', issuer: 'https://issuer.example', clientId: 'mobile', scopes: 'openid' };

const toToken = (claims: object) =>
  `header.${toBase64url(new TextEncoder().encode(JSON.stringify(claims)))}.signature`;

interface Part {
  /** What the browser comes back with, of what it was sent with. */
  readonly answer?: (asked: URLSearchParams) => Record<string, string>;
  /** Of the token endpoint; 0 for no network. */
  readonly status?: () => number;
}

/** A session, and an issuer that counts what it is asked for. */
function createPart({ answer, status = () => 200 }: Part = {}) {
  const texts = new Map<string, string>();
  let exchanges = 0;
  let nonce = '';
  const platform = {
    returnAddress: 'headgate://signed-in',
    secrets: {
      read: async (key: string) => texts.get(key) ?? null,
      write: async (key: string, text: string) => void texts.set(key, text),
      remove: async (key: string) => void texts.delete(key),
    },
    randomBytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)),
    sha256: async () => new Uint8Array(32),
    async openBrowser(address: string) {
      const asked = new URL(address).searchParams;
      nonce = asked.get('nonce') ?? '';
      const given = answer?.(asked) ?? { code: 'c', state: asked.get('state') ?? '', iss: settings.issuer };
      return `headgate://signed-in?${new URLSearchParams(given)}`;
    },
  } as unknown as Platform;
  const json = (body: object, code = 200) =>
    ({ ok: code < 400, status: code, json: async () => body }) as unknown as Response;
  const ownFetch = async (address: string) => {
    if (address.endsWith('openid-configuration'))
      return json({
        authorization_endpoint: `${settings.issuer}/authorize`,
        token_endpoint: `${settings.issuer}/token`,
      });
    const code = status();
    if (code === 0) throw new TypeError('Network request failed');
    exchanges += 1;
    const number = exchanges;
    return json(
      {
        access_token: toToken({ sub: 'ada', number }),
        id_token: toToken({ nonce, name: 'Ada Lindqvist-Ö' }),
        refresh_token: `refresh-${number}`,
        expires_in: 900,
      },
      code,
    );
  };
  let nowMs = 0;
  const now = () => nowMs;
  return {
    texts,
    session: createSession({ platform, settings, ownFetch: ownFetch as typeof fetch, now }),
    exchanges: () => exchanges,
    wait: (ms: number) => {
      nowMs += ms;
    },
  };
}

test('a token is renewed once, however many ask for it', async () => {
  const { session, exchanges, wait } = createPart();
  expect(await session.signIn()).toBe(true);
  expect(session.state()).toEqual({ phase: 'signed in', user: { id: 'ada', name: 'Ada Lindqvist-Ö' } });
  await session.accessToken();
  expect(exchanges()).toBe(1);
  wait(3_600_000);
  const tokens = await Promise.all(Array.from({ length: 20 }, () => session.accessToken()));
  expect(new Set(tokens).size).toBe(1);
  expect(exchanges()).toBe(2);
});

test('what comes back in the browser and is the answer to another request signs nobody in', async () => {
  const forged: Part['answer'][] = [
    () => ({ code: 'c', state: 'of-somebody-else', iss: settings.issuer }),
    (asked) => ({ code: 'c', state: asked.get('state') ?? '', iss: 'https://another.example' }),
    (asked) => ({ state: asked.get('state') ?? '' }),
  ];
  for (const answer of forged) {
    const { session, texts, exchanges } = createPart({ ...(answer && { answer }) });
    await expect(session.signIn()).rejects.toThrow();
    expect([texts.size, exchanges()]).toEqual([0, 0]);
  }
});

test('without a network somebody stays signed in; when the issuer refuses, they are not', async () => {
  let code = 200;
  const { session, texts, wait } = createPart({ status: () => code });
  await session.signIn();
  wait(3_600_000);
  for (code of [0, 500, 503]) await expect(session.accessToken()).rejects.toThrow();
  expect(session.state().phase).toBe('signed in');
  code = 400;
  await expect(session.accessToken()).rejects.toThrow();
  expect(session.state()).toEqual({ phase: 'signed out', hasEnded: true });
  expect(texts.size).toBe(0);
});
