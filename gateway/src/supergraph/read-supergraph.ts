import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularFile } from '@headgate/service/read-regular-file.ts';
import { gatewayErrors } from '../errors.ts';

const extension = /\.(graphqls?|gql)$/;

/**
 * Reads the SDL of a supergraph from a file, or from the one file of a directory that ends in .graphql, .graphqls or .gql.
 * @throws ServiceError `SUPERGRAPH_UNREADABLE`
 */
export async function readSupergraph(path: string): Promise<string> {
  try {
    return await readRegularFile(await findFile(path));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw gatewayErrors.create('SUPERGRAPH_UNREADABLE', {
      message: `The supergraph cannot be read: ${reason}`,
      cause,
    });
  }
}

async function findFile(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory()) return path;
  const names = (await readdir(path)).filter((name) => extension.test(name)).sort();
  const [only] = names;
  if (only && names.length === 1) return join(path, only);
  throw new Error(
    only
      ? `${path} has several supergraphs: ${names.join(', ')}`
      : `${path} has no file that ends in .graphql, .graphqls or .gql`,
  );
}
