import { DuckDBTimestampValue } from '@duckdb/node-api';
import { scorePropensity } from '@headgate/alerting/conditions/score-propensity.ts';
import { type PropensityModel, propensityFeatureNames } from '@headgate/alerting/propensity-model.ts';
import type { TouchedPeriods } from '../gold/refresh-gold.ts';
import type { Warehouse } from '../warehouse/open-warehouse.ts';
import { readSql } from '../warehouse/read-sql.ts';
import { forecastHours, hoursPerWeek, intervalCoverage, type SeriesForecast } from './forecast-hours.ts';
import type { ModelCard } from './model-card.ts';
import { featuresOf, readBuyers, type TrainedPropensity, trainPropensity } from './train-propensity.ts';

export interface ModelOptions {
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** How far ahead purchases are told. */
  readonly horizonDays: number;
  /** Whose usual hours are wanted: 168 rows for each kind of each user are too many to be computed for nobody. */
  readonly users: readonly string[];
}

export interface RefreshedModels {
  readonly touched: TouchedPeriods;
  readonly propensity: PropensityModel | null;
  readonly cards: readonly ModelCard[];
}

const tables = `
  create or replace table hourly_forecast (
    hour timestamp, kind varchar, place_id varchar, low double, expected double, high double, method varchar, error double);
  create or replace table propensity (user_id varchar, chance double, horizon_days integer);
  create or replace table model_card (
    name varchar, trained_at timestamp, description varchar, trained_on bigint, tested_on bigint,
    metric varchar, value double, baseline varchar, baseline_value double);
`;

/** Learns all models again from gold and silver, and writes what they tell into gold. */
export async function refreshModels(
  warehouse: Warehouse,
  { now, horizonDays, users }: ModelOptions,
): Promise<RefreshedModels> {
  const at = new Date(now());
  await warehouse.run(tables);
  // A list, not a table, for that alone reaches the first step of the query.
  const wanted = users.map((user) => `'${user.replaceAll("'", "''")}'`).join(', ');
  await warehouse.run(
    `create or replace table anomaly_coefficients as
      select * from (${await readSql('anomaly_coefficients')}) as all_users where ${wanted ? `user_id in (${wanted})` : 'false'}`,
  );
  const forecasts = await forecastAll(warehouse);
  const trained = await trainPropensity(warehouse, { now: at, horizonDays });
  if (trained) await scoreBuyers(warehouse, trained, at);
  const cards = [
    ...(forecasts.card ? [{ ...forecasts.card, trainedAt: at.toISOString() }] : []),
    ...(trained ? [cardOf(trained)] : []),
  ];
  for (const card of cards)
    await warehouse.run(
      `insert into model_card values ($name, $trainedAt::timestamp, $description, $trainedOn, $testedOn, $metric, $value, $baseline, $baselineValue)`,
      {
        name: card.name,
        trainedAt: card.trainedAt.replace('Z', ''),
        description: card.description,
        trainedOn: BigInt(card.trained_on),
        testedOn: BigInt(card.tested_on),
        metric: card.metric,
        value: card.value,
        baseline: card.baseline,
        baselineValue: card.baseline_value,
      },
    );
  const touched = new Map(['hourly_forecast', 'propensity', 'model_card'].map((name) => [name, ['whole']]));
  return { touched, propensity: trained?.model ?? null, cards };
}

async function forecastAll(warehouse: Warehouse): Promise<{ card: Omit<ModelCard, 'trainedAt'> | null }> {
  const [span] = await warehouse.query<{ first: Date | null }>(
    "select date_trunc('week', min(hour)) as first from hourly_activity",
  );
  if (!span?.first) return { card: null };
  const series = await warehouse.query<{
    kind: string;
    place_id: string;
    counts: { items: readonly bigint[] } | readonly bigint[];
  }>(
    `select kind, place_id, list(events order by hour_number) as counts from (${await readSql('forecast_history')}) group by kind, place_id`,
  );
  const appender = await warehouse.connection.createAppender('hourly_forecast');
  const done: SeriesForecast[] = [];
  for (const { kind, place_id: placeId, counts } of series) {
    const values = ('items' in counts ? counts.items : counts).map(Number);
    const forecast = forecastHours(values);
    if (!forecast) continue;
    done.push(forecast);
    const start = span.first.getTime() + Math.floor(values.length / hoursPerWeek) * hoursPerWeek * 3_600_000;
    // The week that is not over yet and the next one, so that there is always a week ahead.
    for (const [index, hour] of [...forecast.hours, ...forecast.hours].entries()) {
      appender.appendTimestamp(new DuckDBTimestampValue(BigInt(start + index * 3_600_000) * 1000n));
      appender.appendVarchar(kind);
      appender.appendVarchar(placeId);
      appender.appendDouble(hour.low);
      appender.appendDouble(hour.expected);
      appender.appendDouble(hour.high);
      appender.appendVarchar(forecast.method);
      appender.appendDouble(forecast.error);
      appender.endRow();
    }
  }
  appender.closeSync();
  if (done.length === 0) return { card: null };
  const average = (of: (each: SeriesForecast) => number) =>
    done.reduce((sum, each) => sum + of(each), 0) / done.length;
  const tested = done.reduce((sum, { weeksTested }) => sum + weeksTested * hoursPerWeek, 0);
  return {
    card: {
      name: 'hourly-forecast',
      description: `A week of hours for each kind and place, by the method that told its last weeks best. ${Math.round(100 * average(({ coverage }) => coverage))} % of the tested hours were inside the interval, which is made for ${100 * intervalCoverage} %.`,
      trained_on: series.length * hoursPerWeek,
      tested_on: tested,
      metric: 'mean absolute error, events an hour',
      value: average(({ error }) => error),
      baseline: 'the same hour of the last week',
      baseline_value: average(({ baselineError }) => baselineError),
    },
  };
}

async function scoreBuyers(warehouse: Warehouse, { model }: TrainedPropensity, at: Date): Promise<void> {
  const appender = await warehouse.connection.createAppender('propensity');
  for (const buyer of await readBuyers(warehouse, at, model.horizonDays)) {
    appender.appendVarchar(buyer.user_id);
    appender.appendDouble(scorePropensity(model, featuresOf(buyer)));
    appender.appendInteger(model.horizonDays);
    appender.endRow();
  }
  appender.closeSync();
}

function cardOf({ model, auc, recencyAuc, brier, trainedOn, testedOn }: TrainedPropensity): ModelCard {
  return {
    name: model.name,
    trainedAt: model.trainedAt,
    description: `Whether a buyer buys again within ${model.horizonDays} days: logistic on ${propensityFeatureNames.join(', ')}. Brier score ${brier.toFixed(4)}.`,
    trained_on: trainedOn,
    tested_on: testedOn,
    metric: 'area under the ROC curve',
    value: auc,
    baseline: 'recency alone',
    baseline_value: recencyAuc,
  };
}
