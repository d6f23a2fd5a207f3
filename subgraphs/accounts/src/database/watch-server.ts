import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@headgate/service/create-logger.ts';
import pg from 'pg';

export interface WatchServerOptions {
  /** How to reach the server. */
  readonly client: pg.ClientConfig;
  /** How long between two looks, in milliseconds; each may take twice as long. While nobody answers, a fifth. */
  readonly intervalMs: number;
  /** The server is another one, or is back after it was away for more than a look: connections from before lead nowhere. */
  readonly onChange: () => void;
  readonly logger: Logger;
}

interface Sight {
  /** Which process on which machine it is. */
  readonly server: string;
  readonly isReadOnly: boolean;
}

/** A server that does not answer at once is asked again beside, each two fifths of an interval: its name may lead elsewhere by then. */
const attemptsOfALook = 5;

/** One alone may be missed because this very process had no time to hear the answer: what is in use would be cut for nothing. */
const looksToBeAway = 2;

/**
 * Looks at the server over a connection of its own. Clients of a server that fell silent would otherwise wait for their
 * statements to time out, with the pool full of them, long after another server has taken over.
 */
export function watchServer({ client, intervalMs, onChange, logger }: WatchServerOptions): AsyncDisposable {
  const disposal = new AbortController();
  let connection: pg.Client | undefined;
  let server: string | undefined;
  let missedLooks = 0;

  function hangUp(): void {
    void connection?.end().catch(() => undefined);
    connection = undefined;
  }

  async function ask(known?: pg.Client): Promise<{ asked: pg.Client; sight: Sight }> {
    const asked =
      known ??
      (await connect({
        ...client,
        connectionTimeoutMillis: 2 * intervalMs,
        query_timeout: 2 * intervalMs,
        application_name: 'accounts-watch',
      }));
    const { rows } = await asked.query<Sight>(`
      SELECT concat_ws(' ', inet_server_addr(), inet_server_port(), pg_postmaster_start_time()) AS server,
        pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS "isReadOnly"`);
    return { asked, sight: rows[0] as Sight };
  }

  /**
   * What the first says that says anything, and its connection is kept: a server that is silent delays no other. Only
   * what becomes of the first attempt tells that nobody is there.
   */
  async function look(): Promise<Sight> {
    const answered = new AbortController();
    const first = ask(connection);
    const others = Array.from({ length: attemptsOfALook - 1 }, async (_, index) => {
      await delay(((index + 1) * 2 * intervalMs) / attemptsOfALook, undefined, { signal: answered.signal });
      return ask();
    });
    try {
      const { asked, sight } = await Promise.race([first, Promise.any(others).catch(() => first)]);
      if (asked !== connection) hangUp();
      connection = asked;
      return sight;
    } finally {
      answered.abort();
      for (const attempt of [first, ...others]) {
        void attempt
          .then(({ asked }) => (asked === connection ? undefined : asked.end()))
          .catch(() => undefined);
      }
    }
  }

  async function lookOnce(): Promise<void> {
    try {
      const sight = await look();
      const wasAway = missedLooks >= looksToBeAway;
      const isOther = wasAway || (server !== undefined && server !== sight.server);
      if (isOther) logger.info({ server: sight.server }, 'the database server is another one, or is back');
      server = sight.server;
      missedLooks = 0;
      if (isOther && !disposal.signal.aborted) onChange();
      // Where it can be written to may be another server by now, which only its name leads to.
      if (sight.isReadOnly) hangUp();
    } catch (error) {
      missedLooks += 1;
      if (missedLooks === 1) logger.warn({ err: error }, 'the database server does not answer');
      hangUp();
    }
  }

  async function watch(): Promise<void> {
    while (!disposal.signal.aborted) {
      await lookOnce();
      const pauseMs = missedLooks > 0 ? intervalMs / 5 : intervalMs;
      await delay(pauseMs, undefined, { signal: disposal.signal, ref: false }).catch(() => undefined);
    }
    hangUp();
  }

  const watching = watch();
  return {
    async [Symbol.asyncDispose]() {
      disposal.abort();
      await watching;
    },
  };
}

async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  // A loss is noticed at the next look.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
