import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { getCACertificates } from 'node:tls';
import type { TokenCredential } from '@azure/identity';
import { keepSignedIn } from './keep-signed-in.ts';
import type { RedisClient } from './redis-client.ts';
import { tellConnectionProblem, tellRefusal } from './tell-problems.ts';
import { waitUntilReady } from './wait-until-ready.ts';

/** Where Redis is and who we are to it. */
export interface RedisSettings {
  /** E.g. `redis://127.0.0.1:6379`, or `rediss://name.region.redis.azure.net:10000` for TLS. */
  readonly url: string;
  /** Whether the server is a cluster that sends its clients to other nodes (Azure: the OSS cluster policy). Default: no. */
  readonly cluster?: boolean;
  /** Certificates, PEM, of who may vouch for the server beside those whom Node.js trusts anyway. */
  readonly ca?: string;
  /** Signs in with Entra tokens instead of the user and password of the URL. */
  readonly credential?: TokenCredential;
}

export interface RedisConnectionOptions extends RedisSettings {
  /** Called when Redis is there, again after each time it was gone. */
  readonly onReady?: () => void;
  /** Called for each failure to connect or to sign in. */
  readonly onProblem?: (problem: Error) => void;
  /** How long the answer to one command may take, in milliseconds. Default: as long as it likes. */
  readonly commandTimeoutMs?: number;
  /** How long a connection may stay silent while an answer is due, in milliseconds. Default: as long as it likes. */
  readonly silenceMs?: number;
  /**
   * Whether a command that loses its connection to a node of a cluster is sent again, to whichever node has its key then.
   * Who follows a stream has to hear of the loss, since entries may be lost with it. Default: yes.
   */
  readonly resends?: boolean;
}

export interface RedisConnection extends AsyncDisposable {
  readonly client: RedisClient;
  /**
   * Resolves when Redis is there, for who would rather wait than be rejected.
   * @throws Error, with the latest problem as its cause, after that many milliseconds; or when the connection is disposed of
   */
  ready(timeoutMs: number): Promise<void>;
}

const maxReconnectDelayMs = 2_000;

/** Not before there is a Redis to connect to. */
const load = createRequire(import.meta.url);

/**
 * Connects in the background, again and again for as long as Redis is gone. Meanwhile commands reject at once. Commands
 * of one turn of the event loop travel together.
 */
export function connectRedis(options: RedisConnectionOptions): RedisConnection {
  const {
    url,
    cluster = false,
    ca,
    credential,
    onReady,
    commandTimeoutMs,
    silenceMs,
    resends = true,
  } = options;
  const { Cluster, Redis } = load('ioredis') as typeof import('ioredis');
  const disposal = new AbortController();
  let latestProblem: Error | undefined;
  const onProblem = (problem: Error) => {
    latestProblem = problem;
    tellConnectionProblem(problem);
    options.onProblem?.(problem);
  };
  const retryStrategy = (attempt: number) => Math.min(attempt * 50, maxReconnectDelayMs);
  const common = {
    maxRetriesPerRequest: 0,
    ...(commandTimeoutMs !== undefined && { commandTimeout: commandTimeoutMs }),
    ...(silenceMs !== undefined && { socketTimeout: silenceMs }),
    // After a failover the old address may lead to what is a replica now; a new connection finds the primary.
    reconnectOnError(refusal: Error) {
      tellRefusal(refusal);
      return refusal.message.startsWith('READONLY');
    },
  };
  const behaviour = { lazyConnect: true, enableOfflineQueue: false, enableAutoPipelining: true };
  const { protocol, hostname, username, password } = new URL(url);
  const tls = protocol === 'rediss:' && {
    tls: {
      ...(!isIP(hostname) && { servername: hostname }),
      ...(ca !== undefined && { ca: [...getCACertificates(), ca] }),
    },
  };
  const client = cluster
    ? new Cluster([url], {
        ...behaviour,
        clusterRetryStrategy: retryStrategy,
        ...(!resends && { retryDelayOnFailover: 0 }),
        // Certificates name hosts while a cluster names addresses, so the name that we connected by is checked.
        dnsLookup: (address, callback) => callback(null, address),
        redisOptions: {
          ...common,
          ...(username && { username: decodeURIComponent(username) }),
          ...(password && { password: decodeURIComponent(password) }),
          ...tls,
        },
      })
    : new Redis(url, { ...behaviour, ...common, ...tls, retryStrategy });
  client.on('ready', () => {
    latestProblem = undefined;
    onReady?.();
  });
  client.on('error', onProblem);
  const connect = () => {
    if (client.status === 'wait') client.connect().catch(() => undefined);
  };
  const signingIn = credential && keepSignedIn({ client, credential, connect, onProblem });
  if (!credential) connect();
  return {
    client,
    ready: (timeoutMs) =>
      waitUntilReady(client, { timeoutMs, signal: disposal.signal, latestProblem: () => latestProblem }),
    async [Symbol.asyncDispose]() {
      disposal.abort();
      signingIn?.[Symbol.dispose]();
      client.disconnect();
    },
  };
}
