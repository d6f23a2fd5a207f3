import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** What a key set has done since it was created; read it at any time. */
export interface KeySetCounters {
  /** Attempts to fetch the keys that failed. */
  failures: number;
  /** When the keys in use were fetched, in milliseconds since 1970; undefined before the first. */
  fetchedAtMs: number | undefined;
}

export interface KeySetOptions {
  readonly fetchKeys: () => Promise<JSONWebKeySet>;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly counters?: KeySetCounters | undefined;
  readonly logger?: KeySetLogger | undefined;
}

/** The log, as far as a key set needs one; pino fits. */
export interface KeySetLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** The keys of an issuer cannot be had, so nothing can be said of a token. */
export class KeysUnavailable extends Error {}

/** Keys older than this are fetched again while they go on being used. */
const refreshMs = 300_000;
/** Keys older than this are not used: an issuer may have withdrawn them long ago. */
const maxAgeMs = 24 * 3_600_000;
/** How soon after one attempt the next may follow: when there are no keys, when old ones do, for an unknown key id. */
const pausesMs = { missing: 1_000, old: 15_000, unknown: 10_000 };

/**
 * Finds the key of a token among those of its issuer. The last good keys are kept while newer ones cannot be had, for up
 * to 24 hours. Rejects with {@link KeysUnavailable} when that leaves the token undecided.
 */
export function createKeySet({ fetchKeys, now, counters, logger }: KeySetOptions): JWTVerifyGetKey {
  let kept: { readonly find: JWTVerifyGetKey; readonly fetchedAtMs: number } | undefined;
  let attempt: { readonly startedMs: number; failure: KeysUnavailable | undefined } | undefined;
  let running: Promise<void> | undefined;

  function fetchOnce(): Promise<void> {
    running ??= update().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function update(): Promise<void> {
    const current = { startedMs: now(), failure: undefined as KeysUnavailable | undefined };
    const hadFailed = attempt?.failure !== undefined;
    try {
      const find = createLocalJWKSet(await fetchKeys());
      kept = { find, fetchedAtMs: now() };
      if (counters) counters.fetchedAtMs = kept.fetchedAtMs;
      if (hadFailed) logger?.info({}, 'the keys of the identity provider can be fetched again');
    } catch (cause) {
      current.failure = new KeysUnavailable("The identity provider's keys cannot be fetched.", { cause });
      if (counters) counters.failures += 1;
      if (!hadFailed)
        logger?.warn(
          { err: cause, keysFetchedAt: kept && new Date(kept.fetchedAtMs).toISOString() },
          'the keys of the identity provider cannot be fetched: the last good ones are used for up to 24 hours',
        );
    }
    attempt = current;
  }

  const isDue = (pauseMs: number) => attempt === undefined || now() - attempt.startedMs >= pauseMs;

  /** Waits for keys only when there are none that may be used. */
  async function currentKeys(): Promise<NonNullable<typeof kept>> {
    const ageMs = kept ? now() - kept.fetchedAtMs : Number.POSITIVE_INFINITY;
    if (ageMs >= maxAgeMs) {
      if (running || isDue(pausesMs.missing)) await fetchOnce();
      if (!kept || attempt?.failure) throw attempt?.failure ?? new KeysUnavailable();
    } else if (ageMs >= refreshMs && isDue(pausesMs.old)) {
      void fetchOnce();
    }
    return kept as NonNullable<typeof kept>;
  }

  return async (header, token) => {
    const keys = await currentKeys();
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // The issuer may have begun to use a new key; whoever makes up key ids must not make us ask it each time.
      if (running || isDue(pausesMs.unknown)) await fetchOnce();
      if (attempt?.failure) throw attempt.failure;
      if (kept === keys || kept === undefined) throw error;
      return kept.find(header, token);
    }
  };
}
