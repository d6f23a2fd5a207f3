import { publishGold } from '@headgate/analytics/gold/publish-gold.ts';
import { refreshGold } from '@headgate/analytics/gold/refresh-gold.ts';
import { refreshModels } from '@headgate/analytics/models/refresh-models.ts';
import { createBuyers } from '@headgate/analytics/test-support/create-buyers.ts';
import { fillSilver } from '@headgate/analytics/test-support/fill-silver.ts';
import type { SampleEvent } from '@headgate/analytics/test-support/write-landing.ts';
import { openWarehouse } from '@headgate/analytics/warehouse/open-warehouse.ts';

/** The time of the server in tests: a Monday. */
export const testTime = Date.UTC(2026, 5, 1);

/** What the sample users did before {@link testTime}. */
export const sampleEvents: readonly SampleEvent[] = createBuyers(250, { days: 90, until: testTime });

/** Publishes gold of the sample events in a folder, as the jobs do. */
export async function writeGold(directory: string, events = sampleEvents): Promise<void> {
  const now = () => testTime;
  await using warehouse = await openWarehouse();
  await fillSilver(warehouse, events);
  const gold = await refreshGold(warehouse, 'all');
  const { touched } = await refreshModels(warehouse, { now, horizonDays: 20, users: [] });
  await publishGold(warehouse, directory, { touched: new Map([...gold, ...touched]), now });
}
