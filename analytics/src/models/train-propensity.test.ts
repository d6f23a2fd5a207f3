import assert from 'node:assert/strict';
import { it } from 'node:test';
import { historyFeatures, scorePropensity } from '@headgate/alerting/conditions/score-propensity.ts';
import { createBuyers } from '../test-support/create-buyers.ts';
import { fillSilver } from '../test-support/fill-silver.ts';
import { openWarehouse } from '../warehouse/open-warehouse.ts';
import { featuresOf, readBuyers, trainPropensity } from './train-propensity.ts';

const until = Date.UTC(2026, 5, 1);
const dayMs = 24 * 3_600_000;

it('learns a propensity that is better than recency alone on what comes later', async () => {
  await using warehouse = await openWarehouse();
  await fillSilver(warehouse, createBuyers(3000, { days: 150, until }));
  const trained = await trainPropensity(warehouse, { now: new Date(until), horizonDays: 30 });
  assert.ok(trained);
  assert.ok(trained.testedOn > 2000);
  assert.ok(trained.auc > 0.68, `${trained.auc}`);
  assert.ok(trained.auc > trained.recencyAuc + 0.01, `${trained.auc} ${trained.recencyAuc}`);
});

it('learns nothing from too few buyers', async () => {
  await using warehouse = await openWarehouse();
  await fillSilver(warehouse, createBuyers(20, { days: 150, until }));
  assert.equal(await trainPropensity(warehouse, { now: new Date(until), horizonDays: 30 }), null);
});

it('describes a buyer in SQL as rules do for each event', async () => {
  await using warehouse = await openWarehouse();
  const events = createBuyers(50, { days: 150, until });
  await fillSilver(warehouse, events);
  const model = { intercept: 0.1, coefficients: [-0.5, 0.4, 0.3, 0.2, 0.1] };
  for (const buyer of await readBuyers(warehouse, new Date(until), 30)) {
    const bought = events.filter(({ userId, kind }) => userId === buyer.user_id && kind === 'PURCHASE');
    const times = bought.map(({ at }) => at);
    const history = {
      firstAt: Math.min(...times),
      lastAt: Math.max(...times),
      orders: times.length,
      days: new Set(times.map((at) => Math.floor(at / dayMs))).size,
      amount: bought.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
      recent: times,
    };
    const features = historyFeatures(history, until);
    const difference = scorePropensity(model, features) - scorePropensity(model, featuresOf(buyer));
    assert.ok(Math.abs(difference) < 1e-12, buyer.user_id);
  }
});
