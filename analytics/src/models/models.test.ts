import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom } from '../test-support/create-random.ts';
import { forecastHours, hoursPerWeek } from './forecast-hours.ts';
import { fitLogisticRegression, toChance } from './logistic-regression.ts';
import { areaUnderCurve, brierScore } from './measure-predictions.ts';

describe('the logistic regression', () => {
  const random = createRandom(1);
  const truth = { intercept: -1, coefficients: [0.8, -0.5, 0, 0.3, 1.2] };
  const rows = Array.from({ length: 20_000 }, () => truth.coefficients.map(() => random() * 4 - 2));
  const chanceOf = (row: number[]) =>
    toChance(
      row.reduce((sum, value, index) => sum + value * (truth.coefficients[index] as number), truth.intercept),
    );
  const labels = rows.map((row) => (random() < chanceOf(row) ? 1 : 0));

  it('finds the coefficients that made the data', () => {
    const model = fitLogisticRegression(rows, labels, { ridge: 0 });
    assert.ok(Math.abs(model.intercept - truth.intercept) < 0.08);
    for (const [index, coefficient] of model.coefficients.entries())
      assert.ok(Math.abs(coefficient - (truth.coefficients[index] as number)) < 0.08);
  });

  it('stands where the gradient of its loss is nothing', () => {
    const ridge = 0.01;
    const small = rows.slice(0, 500).map(([a = 0, b = 0]) => [a, b * 100 + 7]);
    const model = fitLogisticRegression(small, labels.slice(0, 500), { ridge });
    const chances = small.map((row) =>
      toChance(
        model.intercept +
          row.reduce((sum, value, index) => sum + value * (model.coefficients[index] as number), 0),
      ),
    );
    const residual =
      chances.reduce((sum, chance, index) => sum + chance - (labels[index] as number), 0) / 500;
    assert.ok(Math.abs(residual) < 1e-9);
  });

  it('is as good as the truth on data it has not seen', () => {
    const model = fitLogisticRegression(rows.slice(0, 10_000), labels.slice(0, 10_000), { ridge: 0.001 });
    const seen = rows.slice(10_000);
    const scores = seen.map((row) =>
      row.reduce((sum, value, index) => sum + value * (model.coefficients[index] as number), model.intercept),
    );
    const best = areaUnderCurve(seen.map(chanceOf), labels.slice(10_000));
    assert.ok(areaUnderCurve(scores, labels.slice(10_000)) > best - 0.003);
  });

  it('leaves out a feature that is always the same, and refuses to learn from one outcome', () => {
    const model = fitLogisticRegression(
      rows.map(([a = 0]) => [a, 5]),
      labels,
      { ridge: 0.001 },
    );
    assert.equal(model.coefficients[1], 0);
    assert.throws(() => fitLogisticRegression([[1], [2]], [1, 1], { ridge: 0 }), /both outcomes/);
  });
});

describe('measures', () => {
  it('are those of small examples', () => {
    assert.equal(areaUnderCurve([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]), 0.75);
    assert.equal(areaUnderCurve([1, 1, 1, 1], [0, 1, 0, 1]), 0.5);
    assert.equal(brierScore([1, 0.5], [1, 0]), 0.125);
  });
});

describe('the hourly forecast', () => {
  /** Counts with a shape over the week, and a level for each week. */
  function createSeries(weeks: number, level: (week: number) => number, seed = 3): number[] {
    const random = createRandom(seed);
    return Array.from({ length: weeks * hoursPerWeek }, (_, hour) => {
      const usual =
        (6 + 5 * Math.sin(((hour % 24) / 24) * 2 * Math.PI)) * level(Math.floor(hour / hoursPerWeek));
      // About as wide as counts are.
      return Math.max(
        0,
        Math.round(usual + Math.sqrt(usual) * (random() + random() + random() + random() - 2) * 1.7),
      );
    });
  }

  it('takes the method that would have told the last weeks best, and says how far off it was', () => {
    const steady = forecastHours(createSeries(14, () => 1));
    assert.ok(steady && steady.error < steady.baselineError * 0.95);
    const growing = forecastHours(createSeries(14, (week) => 1.25 ** week));
    assert.ok(growing && ['last-week', 'mean-of-4-at-last-level'].includes(growing.method));
  });

  it('holds what comes in its interval as often as it says', () => {
    const shares = Array.from({ length: 12 }, (_, seed) => {
      const series = createSeries(15, () => 1, seed + 10);
      const told = forecastHours(series.slice(0, 14 * hoursPerWeek));
      const actual = series.slice(14 * hoursPerWeek);
      return (
        actual.filter((value, hour) => {
          const { low, high } = told?.hours[hour] ?? { low: 0, high: 0 };
          return value >= low && value <= high;
        }).length / hoursPerWeek
      );
    });
    const share = shares.reduce((sum, value) => sum + value, 0) / shares.length;
    assert.ok(share > 0.86 && share < 0.95, `${share}`);
  });

  it('is dense, never below nothing, and begins after the last whole week', () => {
    const told = forecastHours([...createSeries(5, () => 0.05), 1, 2, 3]);
    assert.equal(told?.hours.length, hoursPerWeek);
    assert.ok(
      told?.hours.every(({ low, expected, high }) => 0 <= low && low <= expected && expected <= high),
    );
  });

  it('says nothing of a series that is too short', () => {
    assert.equal(forecastHours(createSeries(3, () => 1)), null);
    assert.equal(forecastHours([]), null);
  });
});
