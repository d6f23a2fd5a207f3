import type { PropensityModel, PurchaseHistory } from '../propensity-model.ts';

const dayMs = 24 * 3_600_000;

/** The chance that a model gives to features in the order of its coefficients. */
export function scorePropensity(
  { intercept, coefficients }: Pick<PropensityModel, 'intercept' | 'coefficients'>,
  features: readonly number[],
): number {
  let logOdds = intercept;
  for (let index = 0; index < coefficients.length; index += 1)
    logOdds += (coefficients[index] as number) * (features[index] as number);
  return 1 / (1 + Math.exp(-logOdds));
}

/** The features of a history at a time, as analytics/sql/propensity_features.sql has them. */
export function historyFeatures(history: PurchaseHistory, at: number): number[] {
  const days = (since: number) => Math.max(0, Math.floor((at - since) / dayMs));
  return [
    Math.log1p(days(history.lastAt)),
    Math.log1p(history.days - 1),
    Math.log1p(days(history.firstAt)),
    Math.log1p(history.amount / 100 / history.orders),
    history.recent.filter((time) => time >= at - 30 * dayMs && time <= at).length,
  ];
}
