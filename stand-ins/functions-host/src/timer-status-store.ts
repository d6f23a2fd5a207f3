import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({ last: z.iso.datetime(), next: z.iso.datetime() });

/** When a timer has run last, and was to run next; ISO 8601, UTC. */
export type TimerStatus = z.output<typeof schema>;

/** Where a host finds what it missed while it did not run. */
export interface TimerStatusStore {
  /** undefined before the first run. */
  read(functionName: string): Promise<TimerStatus | undefined>;
  write(functionName: string, status: TimerStatus): Promise<void>;
}

/** Keeps one file a timer, where the real host keeps one blob; without a directory it keeps nothing. */
export function createTimerStatusStore(directory: string | undefined): TimerStatusStore {
  if (directory === undefined) return { read: async () => undefined, write: async () => undefined };
  const fileOf = (functionName: string) => join(directory, `${functionName}.json`);
  return {
    async read(functionName) {
      try {
        return schema.parse(JSON.parse(await readFile(fileOf(functionName), 'utf8')));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async write(functionName, status) {
      const file = fileOf(functionName);
      await mkdir(directory, { recursive: true });
      // A host that is killed while it writes leaves the file as it was.
      await writeFile(`${file}.new`, JSON.stringify(status));
      await rename(`${file}.new`, file);
    },
  };
}
