import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { HourCoefficients } from '@headgate/alerting/anomaly-coefficients-document.ts';
import { scorePropensity } from '@headgate/alerting/conditions/score-propensity.ts';
import { refreshGold } from '../src/gold/refresh-gold.ts';
import { forecastHours, hoursPerWeek } from '../src/models/forecast-hours.ts';
import { areaUnderCurve, brierScore } from '../src/models/measure-predictions.ts';
import { featuresOf, readBuyers, trainPropensity } from '../src/models/train-propensity.ts';
import { openWarehouse } from '../src/warehouse/open-warehouse.ts';
import { readSql } from '../src/warehouse/read-sql.ts';
import { type CountedHour, countAlarms } from './count-alarms.ts';
import { fillDepartures, fillPurchases } from './fill-public-data.ts';
import { prepareData } from './prepare-data.ts';

/*
 * `npm run test:accuracy`: the models on public data that they were not made for. It comes in Python packages, so it needs
 * Python, which the rest of the repository does not. Each bound stands beside the value that was measured.
 */

const directory = await mkdtemp(join(tmpdir(), 'accuracy-'));
after(() => rm(directory, { recursive: true, force: true }));
const data = await prepareData(directory);

/** Says what was measured, and holds it to its bound. */
function holds(what: string, measured: number, bound: { atLeast?: number; atMost?: number }): void {
  const text = `${what}: ${measured.toFixed(4)}, must be ${bound.atLeast === undefined ? `at most ${bound.atMost}` : `at least ${bound.atLeast}`}`;
  console.log(text);
  assert.ok(measured >= (bound.atLeast ?? -Infinity) && measured <= (bound.atMost ?? Infinity), text);
}

if (data.kind === 'missing') {
  it.skip(`models on public data: left out. They need ${data.advice}.`);
} else {
  describe('the models on public data', () => {
    it('tell who of 23,570 customers buys again within 91 days, learned half a year and a quarter before', async () => {
      await using warehouse = await openWarehouse();
      await fillPurchases(warehouse, data.purchases);
      const [all] = await warehouse.query('select count(*) as n from silver_activity');
      assert.equal(all?.['n'], 69_659n);
      // Learns two horizons before: at 1997-07-01.
      const trained = await trainPropensity(warehouse, { now: new Date('1997-12-30'), horizonDays: 91 });
      assert.ok(trained);
      const tests = [
        { at: '1997-10-01', auc: 0.77, brier: 0.121, more: 0.008 },
        { at: '1998-01-01', auc: 0.8, brier: 0.108, more: 0.008 },
      ];
      for (const { at, auc, brier, more } of tests) {
        const buyers = await readBuyers(warehouse, new Date(at), 91);
        const chances = buyers.map((buyer) => scorePropensity(trained.model, featuresOf(buyer)));
        const labels = buyers.map(({ label }) => label);
        const measured = areaUnderCurve(chances, labels);
        const recency = areaUnderCurve(
          buyers.map(({ log_recency: days }) => -days),
          labels,
        );
        holds(`${at}: area under the curve`, measured, { atLeast: auc });
        holds(`${at}: more than recency alone`, measured - recency, { atLeast: more });
        holds(`${at}: Brier score`, brierScore(chances, labels), { atMost: brier });
      }
    });

    it('tell the departures of each airport for a week, twelve weeks one after another', async () => {
      await using warehouse = await openWarehouse();
      await fillDepartures(warehouse, data.departures);
      await refreshGold(warehouse, 'all');
      const series = await warehouse.query<{ place_id: string; counts: { items: bigint[] } }>(
        `select place_id, list(events order by hour_number) as counts from (${await readSql('forecast_history')}) group by kind, place_id order by place_id`,
      );
      assert.deepEqual(
        series.map(({ place_id: place }) => place),
        ['*', 'EWR', 'JFK', 'LGA'],
      );
      for (const { place_id: place, counts } of series) {
        const { error, usual, inside } = backtest(('items' in counts ? counts.items : counts).map(Number));
        holds(`${place}: error, of that of the mean of four weeks`, error / usual, { atMost: 0.82 });
        holds(`${place}: hours inside the interval`, inside, { atLeast: 0.87 });
        holds(`${place}: hours inside the interval`, inside, { atMost: 0.94 });
        if (place === '*') holds('error, departures an hour', error, { atMost: 3 });
      }
    });

    it('know an hour that is unlike itself from the first one on, and most that are not', async () => {
      await using warehouse = await openWarehouse();
      await fillDepartures(warehouse, data.departures);
      await warehouse.run(`create temp view source_activity as select * from silver_activity
        where occurred_at >= timestamp '2013-07-08' and occurred_at < timestamp '2013-09-02'`);
      await warehouse.run(`create table user_hour as ${await readSql('user_hour')}`);
      const rows = await warehouse.query<HourCoefficients & { user_id: string }>(
        `select user_id, mean, deviation from (${await readSql('anomaly_coefficients')}) where kind = '*' order by user_id, hour_of_week`,
      );
      const coefficients = Map.groupBy(rows, (row) => row.user_id);
      const hours = await warehouse.query<CountedHour>(`
        select user_id, cast(floor(epoch(occurred_at) / 3600) as bigint) as hour, count(*) as n from silver_activity
        where occurred_at >= timestamp '2013-09-02' and occurred_at < timestamp '2013-10-28'
        group by all order by user_id, hour`);
      const batch = countAlarms(hours, coefficients);
      const online = countAlarms(hours, new Map());
      holds('bursts caught', batch.caught / batch.bursts, { atLeast: 0.96 });
      holds('false alarms, of hours', batch.falseAlarms / batch.hours, { atMost: 0.012 });
      holds(
        'bursts caught, more than by the online estimate',
        (batch.caught - online.caught) / batch.bursts,
        {
          atLeast: 0.3,
        },
      );
    });
  });
}

/** Tells each of the last twelve weeks but one from those before it. */
function backtest(counts: readonly number[]): { error: number; usual: number; inside: number } {
  const sum = { error: 0, usual: 0, inside: 0 };
  const weeks = Math.floor(counts.length / hoursPerWeek);
  const tested = Array.from({ length: 12 }, (_, index) => weeks - 13 + index);
  for (const week of tested) {
    const start = (week + 1) * hoursPerWeek;
    const told = forecastHours(counts.slice(0, start));
    assert.ok(told);
    for (const [hour, { low, expected, high }] of told.hours.entries()) {
      const actual = counts[start + hour] as number;
      const fourWeeks = [1, 2, 3, 4].map((ago) => counts[start + hour - ago * hoursPerWeek] as number);
      sum.error += Math.abs(actual - expected);
      sum.usual += Math.abs(actual - fourWeeks.reduce((a, b) => a + b) / 4);
      sum.inside += low <= actual && actual <= high ? 1 : 0;
    }
  }
  const hours = tested.length * hoursPerWeek;
  return { error: sum.error / hours, usual: sum.usual / hours, inside: sum.inside / hours };
}
