import { timestampValue } from '@duckdb/node-api';
import { type PropensityModel, propensityFeatureNames } from '@headgate/alerting/propensity-model.ts';
import type { Warehouse } from '../warehouse/open-warehouse.ts';
import { readSql } from '../warehouse/read-sql.ts';
import { fitLogisticRegression, type LogisticModel, toChance } from './logistic-regression.ts';
import { areaUnderCurve, brierScore } from './measure-predictions.ts';

/** What is known of a buyer at a time. */
export interface BuyerFeatures {
  readonly user_id: string;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly orders: bigint;
  readonly days: bigint;
  readonly amount: number;
  readonly log_recency: number;
  readonly log_orders: number;
  readonly log_age: number;
  readonly log_amount: number;
  readonly orders30: number;
  /** 1 for one who bought within the horizon after it. */
  readonly label: number;
}

export interface TrainedPropensity {
  readonly model: PropensityModel;
  readonly auc: number;
  readonly brier: number;
  /** The area under the curve of recency alone. */
  readonly recencyAuc: number;
  readonly trainedOn: number;
  readonly testedOn: number;
}

const dayMs = 24 * 3_600_000;
const minExamples = 100;
/** As little as keeps coefficients in bounds where a feature separates the outcomes. */
export const propensityRidge = 0.001;

/** Buyers with what is known of them at `cut`. */
export async function readBuyers(
  warehouse: Warehouse,
  cut: Date,
  horizonDays: number,
): Promise<BuyerFeatures[]> {
  await warehouse.run(
    'create or replace temp table parameters as select $cut::timestamp as cut, $horizon::integer as horizon_days',
    {
      cut: timestampValue(BigInt(cut.getTime()) * 1000n),
      horizon: horizonDays,
    },
  );
  return warehouse.query<BuyerFeatures>(`${await readSql('propensity_features')} order by b.user_id`);
}

export const featuresOf = (buyer: BuyerFeatures): number[] =>
  propensityFeatureNames.map((name) => buyer[name]);

/**
 * Learns who buys again within the horizon, two horizons before `now`, and tests it on what came after one horizon before
 * it: what it is tested on is later than all it learned from.
 *
 * @returns null where there are too few buyers, or all of them did the same
 */
export async function trainPropensity(
  warehouse: Warehouse,
  { now, horizonDays }: { now: Date; horizonDays: number },
): Promise<TrainedPropensity | null> {
  const before = (days: number) => new Date(now.getTime() - days * dayMs);
  const train = await readBuyers(warehouse, before(2 * horizonDays), horizonDays);
  const test = await readBuyers(warehouse, before(horizonDays), horizonDays);
  const hasBoth = (buyers: BuyerFeatures[]) =>
    buyers.some(({ label }) => label === 1) && buyers.some(({ label }) => label === 0);
  if (train.length < minExamples || !hasBoth(train) || !hasBoth(test)) return null;
  const fitted: LogisticModel = fitLogisticRegression(
    train.map(featuresOf),
    train.map(({ label }) => label),
    { ridge: propensityRidge },
  );
  const scores = test.map((buyer) => scoreOf(fitted, featuresOf(buyer)));
  const labels = test.map(({ label }) => label);
  return {
    model: { name: 'purchase-propensity', horizonDays, trainedAt: now.toISOString(), ...fitted },
    auc: areaUnderCurve(scores, labels),
    brier: brierScore(scores, labels),
    recencyAuc: areaUnderCurve(
      test.map(({ log_recency: recency }) => -recency),
      labels,
    ),
    trainedOn: train.length,
    testedOn: test.length,
  };
}

function scoreOf({ intercept, coefficients }: LogisticModel, features: readonly number[]): number {
  return toChance(
    features.reduce((sum, value, index) => sum + value * (coefficients[index] ?? 0), intercept),
  );
}
