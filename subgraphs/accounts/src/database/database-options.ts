/** How to use a PostgreSQL. */
export interface DatabaseOptions {
  readonly url: string;
  /** How many connections the pool may hold. */
  readonly poolSize: number;
  /** How long to wait for a connection, new or from the pool. */
  readonly connectTimeoutMs: number;
  /** After this PostgreSQL gives up on a statement. */
  readonly statementTimeoutMs: number;
  /** How long a connection that nobody uses stays open. */
  readonly idleTimeoutMs: number;
  /** Signs each new connection in, in place of the URL's password. */
  readonly getPassword?: (() => Promise<string>) | undefined;
}
