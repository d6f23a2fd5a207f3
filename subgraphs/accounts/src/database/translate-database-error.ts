import { Prisma } from '../__generated__/prisma/client.ts';
import { accountsErrors } from '../errors.ts';

/** Prisma's codes for a server that cannot be reached, is too slow, hung up, takes no more connections, or no transaction in time. */
const prismaCodes = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1011',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
  'P2037',
]);

/** What the driver adapter calls the same. Credentials that are refused are those of the service, not the caller's. */
const driverKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
  'AuthenticationFailed',
  'DatabaseAccessDenied',
  'TransactionWriteConflict',
]);

/**
 * PostgreSQL's own: connection exceptions (08), a server that is read-only because it is a standby yet, or full (25006,
 * 25007), a snapshot that recovery took away (40001), deadlocks (40P01), too few resources (53), statement timeout
 * (57014), stopping or starting (57P), failures of its disk (58): https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const sqlStates = /^(08...|25006|25007|40001|40P01|53...|57014|57P..|58...)$/;

/** Node's codes for what happens on the way that the driver adapter knows no name for, DNS's among them. */
const socketCodes =
  /^(EAI_\w+|EADDRNOTAVAIL|ECONNABORTED|ECONNREFUSED|ECONNRESET|EHOSTDOWN|EHOSTUNREACH|ENETDOWN|ENETRESET|ENETUNREACH|ENOTFOUND|EPIPE|ETIMEDOUT)$/;

/** node-postgres has no codes for what happens to a connection on its way. */
const driverMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered|Client was closed|Query read timeout|No token for PostgreSQL)/m;

/** The server did not even say that it gave up on a statement. */
const silence = /^Query read timeout/m;

/** A text with the character NUL, which PostgreSQL cannot hold. */
const invalidCharacter = '22021';

/** What callers are advised to wait for: a failover takes longer, but nobody knows how far it is. */
const retryAfterSeconds = 1;

/** Says in our words that PostgreSQL is away, or cannot hold a text; leaves any other error as it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (isOutage(error))
    return accountsErrors.create('SERVICE_UNAVAILABLE', { cause: error, retryAfterSeconds });
  if (readDriverCause(error).originalCode !== invalidCharacter) return error;
  return accountsErrors.create('BAD_USER_INPUT', {
    message: 'A text contains the character NUL (U+0000).',
    cause: error,
  });
}

/** Whether a statement's connection says nothing any more. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && silence.test(error.message);
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { kind = '', originalCode = '' } = readDriverCause(error);
  if (driverKinds.has(kind) || sqlStates.test(originalCode)) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError) return prismaCodes.has(error.code);
  return driverMessages.test(error.message) || socketCodes.test(String((error as { code?: unknown }).code));
}

interface DriverCause {
  readonly kind?: string;
  readonly originalCode?: string;
}

/** Prisma tells of the driver's error in one of its own, and what a transaction begins or ends with as it is. */
function readDriverCause(error: unknown): DriverCause {
  if (error instanceof Error && error.name === 'DriverAdapterError') return error.cause as DriverCause;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return {};
  const { driverAdapterError } = (error.meta ?? {}) as { driverAdapterError?: { cause: DriverCause } };
  return driverAdapterError?.cause ?? {};
}
