import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { currentVersionFile, type GoldVersion } from './gold-version.ts';

/** The version of gold that is published now; undefined before the first. */
export async function readGoldVersion(directory: string): Promise<GoldVersion | undefined> {
  const text = await readFile(join(directory, currentVersionFile), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
  return text === undefined ? undefined : (JSON.parse(text) as GoldVersion);
}
