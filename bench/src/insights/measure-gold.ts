import { join } from 'node:path';
import { createTemporaryFolder } from '../testbed/create-temporary-folder.ts';
import { forkHelper, type Helper } from '../testbed/fork-helper.ts';
import type { GoldAnswer, GoldQuestion } from './gold/gold-question.ts';
import { type AskedQuery, measureQueries } from './measure-queries.ts';

/** What so many events cost; NaN where it was not measured. */
export interface GoldResult {
  readonly events: number;
  readonly days: number;
  readonly fillMs: number;
  readonly hourlyMs: number;
  readonly allMs: number;
  readonly modelsMs: number;
  /** One more day, all of gold, published; a day has a hundredth of the events. */
  readonly dayMs: number;
  /** Of the process when hourly gold was counted. */
  readonly hourlyPeakBytes: number;
  /** Of the process in all. */
  readonly peakBytes: number;
  /** Of silver alone. */
  readonly silverBytes: number;
  readonly queries: readonly AskedQuery[];
}

const days = 100;
/** Beyond it hourly gold and one more day are measured, not the tables with a row for each user and hour. */
const maxEventsOfAll = 10_000_000;

/** Measures what gold of so many events costs, in a process with two threads and little memory. */
export async function measureGold(events: number, onProgress: (text: string) => void): Promise<GoldResult> {
  using folder = createTemporaryFolder();
  const progress = (text: string) => onProgress(`${events / 1_000_000} million events: ${text}`);
  await using helper = forkHelper<GoldQuestion, GoldAnswer>(new URL('gold/main.ts', import.meta.url));
  progress('silver');
  const filled = await helper.ask({ kind: 'fill', directory: folder.path, events, days });
  progress('hourly gold');
  const hourly = await helper.ask({ kind: 'hourly' });
  const isWhole = events <= maxEventsOfAll;
  const result = {
    events,
    days,
    fillMs: filled.ms,
    silverBytes: filled.storedBytes,
    hourlyMs: hourly.ms,
    hourlyPeakBytes: hourly.peakBytes,
  };
  if (!isWhole) {
    progress('one more day');
    const { ms: dayMs, peakBytes } = await askForDay(helper);
    return { ...result, allMs: Number.NaN, modelsMs: Number.NaN, dayMs, peakBytes, queries: [] };
  }
  progress('all of gold');
  const all = await helper.ask({ kind: 'all' });
  progress('models');
  const models = await helper.ask({ kind: 'models' });
  progress('one more day');
  const day = await askForDay(helper);
  progress('queries');
  const queries = await measureQueries(join(folder.path, 'gold'));
  return {
    ...result,
    allMs: all.ms,
    modelsMs: models.ms,
    dayMs: day.ms,
    peakBytes: day.peakBytes,
    queries,
  };
}

/** The second of two days: the first meets what has never run. */
async function askForDay(helper: Helper<GoldQuestion, GoldAnswer>): Promise<GoldAnswer> {
  await helper.ask({ kind: 'day' });
  return helper.ask({ kind: 'day' });
}
