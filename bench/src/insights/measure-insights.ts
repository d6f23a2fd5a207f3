import { type FreshnessResult, measureFreshness } from './measure-freshness.ts';
import { type GoldResult, measureGold } from './measure-gold.ts';
import { measureScoring, type ScoringResult } from './measure-scoring.ts';

/** What can be measured of insights, each by itself. */
export const insightsParts = ['gold', 'freshness', 'scoring'] as const;

export interface InsightsResults {
  readonly gold?: readonly GoldResult[];
  readonly freshness?: FreshnessResult;
  readonly scoring?: readonly ScoringResult[];
}

export interface MeasureInsightsOptions {
  /** Names of parts; empty for all. */
  readonly only: readonly string[];
  /** The largest number of events, in millions; a tenth of it is measured too, and so on down to one. */
  readonly millions: number;
  readonly onProgress: (text: string) => void;
}

const million = 1_000_000;

/** Measures gold by the number of events, the way of an event into it, and what a model costs each event. */
export async function measureInsights({
  only,
  millions,
  onProgress,
}: MeasureInsightsOptions): Promise<InsightsResults> {
  const isWanted = (part: (typeof insightsParts)[number]) => only.length === 0 || only.includes(part);
  const gold: GoldResult[] = [];
  if (isWanted('gold'))
    for (const size of [1, 10, 100, 1000].filter((each) => each <= millions))
      gold.push(await measureGold(size * million, onProgress));
  return {
    ...(gold.length > 0 && { gold }),
    ...(isWanted('freshness') && { freshness: await measureFreshness(onProgress) }),
    ...(isWanted('scoring') && { scoring: measureScoring(onProgress) }),
  };
}
