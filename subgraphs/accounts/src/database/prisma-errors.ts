import { Prisma } from '../__generated__/prisma/client.ts';

/** Whether a change found no row to change. */
export function isMissingRow(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2025';
}

/** The unique index that refused a row; undefined for any other error. */
export function findViolatedIndex(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return undefined;
  const { driverAdapterError } = (error.meta ?? {}) as { driverAdapterError?: DriverAdapterError };
  return driverAdapterError?.cause.constraint?.index;
}

interface DriverAdapterError {
  readonly cause: { readonly constraint?: { readonly index?: string } };
}
