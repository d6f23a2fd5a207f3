import { randomUUID } from 'node:crypto';
import type { Database } from '@azure/cosmos';
import { DefaultAzureCredential } from '@azure/identity';
import {
  createCosmosMirrorStateStore,
  mirrorsContainer,
} from '@headgate/mirroring/create-cosmos-mirror-state-store.ts';
import { describePartner } from '@headgate/mirroring/describe-partner.ts';
import { parseLandingZone } from '@headgate/mirroring/parse-landing-zone.ts';
import { readChangeFeedPage } from '@headgate/mirroring/read-change-feed-page.ts';
import type { Mirrors } from './mirror-changes.ts';

/** Connects the mirrors of the containers, named as the tables are, to a landing zone. */
export function createMirrors(database: Database, location: string, now: () => number): Mirrors {
  const zone = parseLandingZone(location, () => new DefaultAzureCredential());
  const states = createCosmosMirrorStateStore(database.container(mirrorsContainer.id));
  const owner = randomUUID();
  let described: Promise<void> | undefined;
  return {
    async prepare() {
      described ??= describePartner(zone);
      await described.catch((error: unknown) => {
        described = undefined;
        throw error;
      });
    },
    of: (table) => ({
      zone,
      states,
      readPage: readChangeFeedPage(database.container(table.name)),
      now,
      owner,
    }),
  };
}
