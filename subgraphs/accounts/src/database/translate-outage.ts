import { Prisma } from '../__generated__/prisma/client.ts';
import { accountsErrors } from '../errors.ts';

/** Prisma's codes for a server that cannot be reached, is too slow, hung up, or takes no more connections. */
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2037']);

/** PostgreSQL's own: connection exceptions (08), too few resources (53), stopped or starting by an operator (57P). */
const sqlStates = /^(08...|53...|57P..)$/;

/** node-postgres has no codes for what happens to a connection on its way. */
const driverMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;

/** Makes SERVICE_UNAVAILABLE of an error that says that PostgreSQL is away; leaves any other as it is. */
export function translateOutage(error: unknown): unknown {
  return isOutage(error) ? accountsErrors.create('SERVICE_UNAVAILABLE', { cause: error }) : error;
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    const { driverAdapterError } = (error.meta ?? {}) as { driverAdapterError?: Error };
    return prismaCodes.has(error.code) || isOutage(driverAdapterError);
  }
  const { originalCode, originalMessage } = (error.cause ?? {}) as DriverCause;
  return sqlStates.test(originalCode ?? '') || driverMessages.test(originalMessage ?? error.message);
}

interface DriverCause {
  readonly originalCode?: string;
  readonly originalMessage?: string;
}
