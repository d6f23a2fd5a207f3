import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs are kept that are fetched or built once for a machine: `HEADGATE_CACHE`, or below the user's own cache. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  return env['HEADGATE_CACHE'] || join(homedir(), '.cache', 'headgate');
}
