import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { connectionString } from './connection-string.ts';
import { locateFiles } from './prepare-data-directory.ts';
import { readPostmaster } from './read-postmaster.ts';

/** Finds the server that serves the data in `directory` at this moment, whoever started it; undefined when none answers. */
export async function findRunningPostgres(
  directory: string,
  database = 'postgres',
): Promise<{ port: number; url: string } | undefined> {
  const { data, passwordFile } = locateFiles(directory);
  const postmaster = readPostmaster(data);
  if (!postmaster) return undefined;
  const { port } = postmaster;
  const url = connectionString(port, await readFile(passwordFile, 'utf8'), database);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return { port, url };
  } catch {
    return undefined;
  }
}
