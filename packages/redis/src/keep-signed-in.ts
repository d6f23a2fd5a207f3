import type { TokenCredential } from '@azure/identity';
import type { Cluster, Redis } from 'ioredis';

export interface KeepSignedInOptions {
  /** A client that has not connected yet. */
  readonly client: Redis | Cluster;
  readonly credential: TokenCredential;
  /** Called when there is a first token. */
  readonly connect: () => void;
  readonly onProblem: (problem: Error) => void;
}

/** Whom Azure Managed Redis accepts tokens for. */
const scope = 'https://redis.azure.com/.default';
/** The part of a token's life after which it is renewed. */
const renewAfter = 0.75;
const minRenewalMs = 1_000;
const maxTimerMs = 2 ** 31 - 1;

interface Account {
  readonly username: string;
  readonly password: string;
}

/**
 * Signs a client in with Entra tokens: connections that are open are authenticated anew before their token expires,
 * later ones begin with the latest (https://learn.microsoft.com/azure/redis/entra-for-authentication). The user is the
 * token's `oid`.
 */
export function keepSignedIn({ client, credential, connect, onProblem }: KeepSignedInOptions): Disposable {
  let account: Account | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function useAccount(node: Redis): void {
    if (!account) return;
    node.options.username = account.username;
    node.options.password = account.password;
  }

  async function renew(): Promise<void> {
    let renewInMs = minRenewalMs;
    try {
      const token = await credential.getToken(scope);
      if (stopped) return;
      if (!token) throw new Error('The credential has no token for Redis.');
      account = { username: readObjectId(token.token), password: token.token };
      renewInMs = Math.max(minRenewalMs, renewAfter * (token.expiresOnTimestamp - Date.now()));
      const { username, password } = account;
      await Promise.all(
        listNodes(client).map(async (node) => {
          useAccount(node);
          if (node.status === 'ready') await node.auth(username, password);
        }),
      );
      connect();
    } catch (error) {
      onProblem(error instanceof Error ? error : new Error(String(error)));
      renewInMs = minRenewalMs;
    }
    if (!stopped) timer = setTimeout(() => void renew(), Math.min(renewInMs, maxTimerMs)).unref();
  }

  // A node of a cluster is announced before it connects.
  client.on('+node', useAccount);
  void renew();
  return {
    [Symbol.dispose]() {
      stopped = true;
      clearTimeout(timer);
      client.off('+node', useAccount);
    },
  };
}

function listNodes(client: Redis | Cluster): Redis[] {
  return 'nodes' in client ? client.nodes('all') : [client];
}

function readObjectId(token: string): string {
  const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const { oid } = payload as { readonly oid?: unknown };
  if (typeof oid !== 'string') throw new Error('The token for Redis names no object id.');
  return oid;
}
