import { startIdentityProvider } from '@headgate/dev/identity-provider/start-identity-provider.ts';
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

export interface TestAccounts extends TestDatabase {
  readonly url: string;
  /** SQL statements since the last call. */
  takeStatements(): string[];
  /** Sends an operation as `caller`; null is nobody. */
  execute(caller: Caller | null, query: string, variables?: object): Promise<GraphQLResult>;
}

/** The subgraph with a PostgreSQL and an identity provider of its own, and what `env` says of it beside. */
export async function startTestAccounts(env: Readonly<Record<string, string>> = {}): Promise<TestAccounts> {
  await using stack = new AsyncDisposableStack();
  const { postgres, database } = stack.use(await createTestDatabase());
  const issuer = stack.use(await startIdentityProvider());
  const config = parseConfig(configSchema, {
    ...env,
    ...issuer.env,
    PORT: '0',
    DATABASE_URL: postgres.url,
    DATABASE_CONNECT_TIMEOUT_MS: '1000',
  });
  let statements: string[] = [];
  const logger = createLogger({ name: 'test', level: 'silent' });
  const { url } = stack.use(await startAccounts(config, logger, (sql) => statements.push(sql)));
  const started = stack.move();
  return {
    url,
    postgres,
    database,
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
