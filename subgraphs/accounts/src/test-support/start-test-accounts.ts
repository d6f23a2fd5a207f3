import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { parseConfig } from '@headgate/service/parse-config.ts';
import { configSchema } from '../config.ts';
import { startAccounts } from '../start-accounts.ts';
import { createTestDatabase, type TestDatabase } from './create-test-database.ts';

export interface Caller {
  readonly userId: string;
  readonly roles?: readonly string[];
}

export interface GraphQLError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly fields?: { path: string; message: string }[] };
}

export interface GraphQLResult {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly data?: any;
  readonly errors?: readonly GraphQLError[];
}

export interface ServedAccounts extends AsyncDisposable {
  readonly url: string;
  /** SQL statements since the last call. */
  takeStatements(): string[];
  /** Sends an operation as `caller`; null is nobody. */
  execute(caller: Caller | null, query: string, variables?: object): Promise<GraphQLResult>;
}

export interface TestAccounts extends TestDatabase, ServedAccounts {}

/** The subgraph with a PostgreSQL and an identity provider of its own, and what `env` says of it beside. */
export async function startTestAccounts(env: Readonly<Record<string, string>> = {}): Promise<TestAccounts> {
  await using stack = new AsyncDisposableStack();
  const { postgres, database } = stack.use(await createTestDatabase());
  const served = stack.use(await serveTestAccounts(postgres.url, env));
  const started = stack.move();
  return { ...served, postgres, database, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

/** The subgraph on the database at `databaseUrl`, with an identity provider of its own. */
export async function serveTestAccounts(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServedAccounts> {
  await using stack = new AsyncDisposableStack();
  const issuer = stack.use(await startIdentityProvider());
  const config = parseConfig(configSchema, {
    // A busy machine is no outage: tests that want one set what they wait for.
    DATABASE_CONNECT_TIMEOUT_MS: '60000',
    DATABASE_STATEMENT_TIMEOUT_MS: '60000',
    ...env,
    ...issuer.env,
    PORT: '0',
    DATABASE_URL: databaseUrl,
  });
  let statements: string[] = [];
  const logger = createLogger({ name: 'test', level: 'silent' });
  const { url } = stack.use(await startAccounts(config, logger, (sql) => statements.push(sql)));
  const started = stack.move();
  return {
    url,
    takeStatements() {
      const taken = statements;
      statements = [];
      return taken;
    },
    async execute(caller, query, variables = {}) {
      const authorization = caller && { authorization: `Bearer ${await issuer.issueToken(caller)}` };
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as GraphQLResult;
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
