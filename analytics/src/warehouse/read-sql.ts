import { readFile } from 'node:fs/promises';

/** The text of a file in sql/, by its name without the ending. */
export async function readSql(name: string): Promise<string> {
  return readFile(new URL(`../../sql/${name}.sql`, import.meta.url), 'utf8');
}
