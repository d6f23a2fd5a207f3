import { Prisma } from '../__generated__/prisma/client.ts';
import { accountsErrors } from '../errors.ts';

/** Prisma's codes for a server that cannot be reached, is too slow, hung up, or takes no more connections. */
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2037']);

/** What the driver adapter calls the same. */
const driverKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
]);

/** PostgreSQL's own: connection exceptions (08), too few resources (53), statement timeout (57014), stopping or starting (57P). */
const sqlStates = /^(08...|53...|57014|57P..)$/;

/** node-postgres has no codes for what happens to a connection on its way. */
const driverMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered|Query read timeout)/m;

/** A text with the character NUL, which PostgreSQL cannot hold. */
const invalidCharacter = '22021';

/** Says in our words that PostgreSQL is away, or cannot hold a text; leaves any other error as it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (isOutage(error)) return accountsErrors.create('SERVICE_UNAVAILABLE', { cause: error });
  if (readDriverCause(error).originalCode !== invalidCharacter) return error;
  return accountsErrors.create('BAD_USER_INPUT', {
    message: 'A text contains the character NUL (U+0000).',
    cause: error,
  });
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) {
    return error instanceof Error && driverMessages.test(error.message);
  }
  const { kind = '', originalCode = '' } = readDriverCause(error);
  return prismaCodes.has(error.code) || driverKinds.has(kind) || sqlStates.test(originalCode);
}

interface DriverCause {
  readonly kind?: string;
  readonly originalCode?: string;
}

function readDriverCause(error: unknown): DriverCause {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return {};
  const { driverAdapterError } = (error.meta ?? {}) as { driverAdapterError?: { cause: DriverCause } };
  return driverAdapterError?.cause ?? {};
}
