import type { Container } from '@azure/cosmos';
import type { GoldVersion } from '@headgate/gold/gold-version.ts';
import { readGoldVersion } from '@headgate/gold/read-gold-version.ts';
import { publishGold, vacuumGold } from '../gold/publish-gold.ts';
import { refreshGold, type TouchedPeriods } from '../gold/refresh-gold.ts';
import { refreshModels } from '../models/refresh-models.ts';
import { loadErasures, pruneLanding } from '../warehouse/load-erasures.ts';
import { loadLanding } from '../warehouse/load-landing.ts';
import type { Warehouse } from '../warehouse/open-warehouse.ts';
import { type PublishOutcome, publishCoefficients, readRuleNeeds } from './publish-coefficients.ts';

export interface JobDependencies {
  readonly warehouse: Warehouse;
  /** The folder of the landing zone. */
  readonly landing: string;
  /** The folder that gold is published in. */
  readonly gold: string;
  /** The container `alerts`, where rules read what the models tell; null for nowhere. */
  readonly alerts: Container | null;
  readonly horizonDays: number;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
}

export interface Jobs {
  /** Takes what is new into gold; null where nothing is. */
  refresh(): Promise<GoldVersion | null>;
  /** Learns the models again, and tells rules of them; null where nothing has changed in the hour. */
  learn(): Promise<PublishOutcome | null>;
  /** Removes files of gold that nobody reads any more. */
  cleanUp(): Promise<number>;
}

const hourMs = 3_600_000;
/** For how long a reader may hold a version of gold. */
const keepMs = 10 * 60_000;
/** For how long files of the landing zone are kept after they are loaded: well within the month that erasure may take. */
const keepLandingMs = 7 * 24 * hourMs;
/** For how long the list of the erased is kept, which keeps out what comes of them late. */
const keepErasuresMs = 30 * 24 * hourMs;

/** What the analytics process does again and again; one of it at a time. */
export function createJobs({ warehouse, landing, gold, alerts, horizonDays, now }: JobDependencies): Jobs {
  const publish = (touched: TouchedPeriods) => publishGold(warehouse, gold, { touched, now });
  let isErasing = false;
  let refreshes = 0;
  /** What the models have been learned from, in words: the same gives the same. */
  let learnedFrom: string | undefined;
  const jobs: Jobs = {
    async refresh() {
      await loadLanding(warehouse, landing);
      isErasing ||= (await loadErasures(warehouse, landing)) > 0;
      const touched = await refreshGold(warehouse, await findTouched(warehouse, gold));
      if (touched.size === 0) return null;
      refreshes += 1;
      const published = await publish(touched);
      await warehouse.run('delete from touched_hours');
      // What the models told of those who are erased goes with them.
      if (isErasing) await jobs.learn();
      isErasing = false;
      return published;
    },
    async learn() {
      const [known] = await warehouse.query<{ events: bigint }>(
        'select count(*) as events from silver_activity',
      );
      if (!known?.events) return null;
      const needs = alerts ? await readRuleNeeds(alerts) : new Map();
      const from = JSON.stringify([refreshes, Math.floor(now() / hourMs), [...needs]]);
      if (from === learnedFrom) return null;
      const users = [...needs.keys()];
      const { touched, propensity } = await refreshModels(warehouse, { now, horizonDays, users });
      await publish(touched);
      const told = alerts && (await publishCoefficients(warehouse, alerts, { needs, propensity, now }));
      learnedFrom = from;
      return told;
    },
    async cleanUp() {
      return (
        (await vacuumGold(gold, { now, keepMs })) +
        (await pruneLanding(warehouse, landing, { now, keepMs: keepLandingMs, keepErasuresMs }))
      );
    },
  };
  return jobs;
}

/** Hours of silver that are not published yet; all of them where nothing is. */
async function findTouched(warehouse: Warehouse, gold: string): Promise<readonly Date[] | 'all'> {
  const hours = await warehouse.query<{ hour: Date }>('select hour from touched_hours order by hour');
  if (await readGoldVersion(gold)) return hours.map(({ hour }) => hour);
  const [silver] = await warehouse.query<{ events: bigint }>(
    'select count(*) as events from silver_activity',
  );
  return silver?.events ? 'all' : [];
}
