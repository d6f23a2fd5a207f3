import { randomUUID } from 'node:crypto';
import type { RedisClient } from '@headgate/redis/redis-client.ts';
import { gatewayErrors } from '../errors.ts';
import type { Vault } from './create-vault.ts';
import type { Session } from './session.ts';
import type { PendingSignIn, SessionStore } from './session-store.ts';

export interface SessionStoreOptions {
  readonly client: RedisClient;
  /** Before every key. */
  readonly prefix: string;
  readonly vault: Vault;
  /** How long an index over sessions may be needed, in milliseconds: as long as the oldest of them lives. */
  readonly absoluteMs: number;
}

/** The channel on which gateways hear of the ends of sessions. */
export const endedChannelOf = (prefix: string): string => `${prefix}session-ended`;

/** How long a gateway that has died keeps others from renewing a session. */
const lockMs = 10_000;

// What has ended must not be written again, by a gateway that was asking the issuer meanwhile.
const replaceScript = `if redis.call('exists', KEYS[1]) == 0 then return 0 end
redis.call('hset', KEYS[1], 'sealed', ARGV[1], 'seen', ARGV[2]) redis.call('pexpire', KEYS[1], ARGV[3]) return 1`;
const touchScript = `if redis.call('exists', KEYS[1]) == 0 then return 0 end
redis.call('hset', KEYS[1], 'seen', ARGV[1]) redis.call('pexpire', KEYS[1], ARGV[2]) return 1`;
const unlockScript = `if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end return 1`;

/** Keeps sessions in Redis: one hash for each, what is secret in it sealed; sets of their keys by user and by sign-in. */
export function createSessionStore(options: SessionStoreOptions): SessionStore {
  const { client, prefix, vault, absoluteMs } = options;
  const nameOf = (key: string) => `${prefix}session:${key}`;
  const indexOf = (by: string, value: string) => `${prefix}sessions:${by}:${value}`;
  const signInOf = (state: string) => `${prefix}sign-in:${state}`;

  async function ask<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (cause) {
      throw gatewayErrors.create('SESSION_STORE_UNAVAILABLE', { cause });
    }
  }

  function seal({ key, seenAtMs: _, ...session }: Session): string {
    return vault.seal(JSON.stringify(session), key);
  }

  async function read(key: string): Promise<Session | undefined> {
    const { sealed, seen } = await ask(() => client.hgetall(nameOf(key)));
    const text = sealed === undefined ? undefined : vault.open(sealed, key);
    return text === undefined ? undefined : { ...JSON.parse(text), key, seenAtMs: Number(seen) };
  }

  const indexesOf = ({ subject, issuerSession }: Session) => [
    indexOf('subject', subject),
    ...(issuerSession === undefined ? [] : [indexOf('issuerSession', issuerSession)]),
  ];

  return {
    read,
    async create(session, livesMs) {
      const name = nameOf(session.key);
      await ask(async () => {
        for (const index of indexesOf(session)) {
          await client.sadd(index, session.key);
          await client.pexpire(index, absoluteMs);
        }
        await client.hset(name, { sealed: seal(session), seen: session.seenAtMs });
        await client.pexpire(name, livesMs);
      });
    },
    replace: (session, livesMs) =>
      ask(async () => {
        const { key, seenAtMs } = session;
        return (await client.eval(replaceScript, 1, nameOf(key), seal(session), seenAtMs, livesMs)) === 1;
      }),
    touch: (key, seenAtMs, livesMs) =>
      ask(async () => void (await client.eval(touchScript, 1, nameOf(key), seenAtMs, livesMs))),
    end: (session) =>
      ask(async () => {
        await client.del(nameOf(session.key));
        await client.publish(endedChannelOf(prefix), session.key);
        for (const index of indexesOf(session)) await client.srem(index, session.key);
      }),
    async list(by, value) {
      const keys = await ask(() => client.smembers(indexOf(by, value)));
      const sessions = await Promise.all(keys.map(read));
      return sessions.filter((session) => session !== undefined);
    },
    async exclusively(key, run) {
      const lock = `${nameOf(key)}:lock`;
      const owner = randomUUID();
      const taken = await ask(() => client.set(lock, owner, 'PX', lockMs, 'NX'));
      if (taken !== 'OK') return undefined;
      try {
        return await run();
      } finally {
        // It would go by itself; nobody has to fail because it goes late.
        await client.eval(unlockScript, 1, lock, owner).catch(() => undefined);
      }
    },
    async keepSignIn(state, signIn, livesMs) {
      await ask(() => client.set(signInOf(state), vault.seal(JSON.stringify(signIn), state), 'PX', livesMs));
    },
    async takeSignIn(state) {
      const sealed = await ask(() => client.getdel(signInOf(state)));
      const text = sealed === null ? undefined : vault.open(sealed, state);
      return text === undefined ? undefined : (JSON.parse(text) as PendingSignIn);
    },
    isFirst: (what, livesMs) =>
      ask(async () => (await client.set(`${prefix}seen:${what}`, '1', 'PX', livesMs, 'NX')) === 'OK'),
  };
}
