import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LandingZone } from './landing-zone.ts';

/** A landing zone in a folder of this machine. */
export function createFolderLandingZone(directory: string): LandingZone {
  return {
    async list(table) {
      return readdir(join(directory, table))
        .catch(undefinedIfMissing)
        .then((names) => names ?? []);
    },
    async write(table, name, content) {
      await mkdir(join(directory, table), { recursive: true });
      // What is published has to be on the disk, or a power cut would leave an empty file under a good name.
      await using file = await open(join(directory, table, name), 'w');
      await file.writeFile(content);
      await file.sync();
    },
    async publish(table, from, to) {
      // A link fails where the name is taken; a rename would put one file in the place of another.
      await link(join(directory, table, from), join(directory, table, to));
      await rm(join(directory, table, from), { force: true });
    },
    read: (table, name) => readFile(join(directory, table, name)).catch(undefinedIfMissing),
    remove: (table, name) => rm(join(directory, table, name), { force: true }),
  };
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
