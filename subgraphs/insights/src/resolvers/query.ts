import { requireIdentity, requireOperator } from '@headgate/identity/require-identity.ts';
import { commonErrors } from '@headgate/service/common-errors.ts';
import type { Cohort, QueryResolvers } from '../__generated__/resolvers.ts';
import { goldQueries } from '../gold/gold-queries.ts';
import { hourlyActivity } from './hourly-activity.ts';
import { readSpan, wholeDays } from './read-span.ts';

interface PlaceRow {
  readonly place_id: string;
  readonly events: number;
  readonly purchases: number;
  readonly amount: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

interface CohortRow {
  readonly cohort: Date;
  readonly weeks_later: number;
  readonly users: number;
  readonly size: number;
}

interface FunnelRow {
  readonly viewed: number | null;
  readonly clicked: number | null;
  readonly checked_in: number | null;
  readonly purchased: number | null;
}

interface CardRow {
  readonly name: string;
  readonly trained_at: Date;
  readonly description: string;
  readonly trained_on: number;
  readonly tested_on: number;
  readonly metric: string;
  readonly value: number;
  readonly baseline: string;
  readonly baseline_value: number;
}

/** @throws BAD_USER_INPUT for a number out of range */
function readCount(path: string, value: number, most: number): number {
  if (value >= 1 && value <= most) return value;
  throw commonErrors.create('BAD_USER_INPUT', {
    fields: [{ path, message: `expected a number from 1 to ${most}` }],
  });
}

export const Query: QueryResolvers = {
  hourlyActivity: (_root, { since, until, kind = null, placeId = null }, context) =>
    hourlyActivity({ since, until, kind, placeId }, context),
  async topPlaces(_root, { since, until, first }, { identity, gold }) {
    requireOperator(identity);
    const span = wholeDays(readSpan({ since, until }));
    const rows = await (await gold())?.query<PlaceRow>(goldQueries.topPlaces, {
      ...span,
      first: readCount('first', first ?? 10, 100),
    });
    return (rows ?? []).map((row) => ({
      placeId: row.place_id,
      events: row.events,
      purchases: row.purchases,
      amountMinorUnits: row.amount,
      latitude: row.latitude,
      longitude: row.longitude,
    }));
  },
  async retention(_root, { cohorts }, { identity, gold }) {
    requireOperator(identity);
    const parameters = { cohorts: readCount('cohorts', cohorts ?? 8, 52) };
    const rows = await (await gold())?.query<CohortRow>(goldQueries.retention, parameters);
    return [...Map.groupBy(rows ?? [], ({ cohort }) => cohort.getTime())].map(([week, found]): Cohort => {
      const size = found[0]?.size ?? 0;
      return {
        week: new Date(week),
        size,
        returned: found.map(({ weeks_later: weeksLater, users }) => ({
          weeksLater,
          users,
          share: users / size,
        })),
      };
    });
  },
  async funnel(_root, span, { identity, gold }) {
    requireOperator(identity);
    const [row] =
      (await (await gold())?.query<FunnelRow>(goldQueries.funnel, { ...wholeDays(readSpan(span)) })) ?? [];
    return [
      { step: 'VIEWED', users: row?.viewed ?? 0 },
      { step: 'CLICKED', users: row?.clicked ?? 0 },
      { step: 'CHECKED_IN', users: row?.checked_in ?? 0 },
      { step: 'PURCHASED', users: row?.purchased ?? 0 },
    ];
  },
  async propensityDistribution(_root, _args, { identity, gold }) {
    requireOperator(identity);
    const rows = await (await gold())?.query<{ band: number; users: number }>(
      goldQueries.propensityBands,
      {},
    );
    if (!rows || rows.length === 0) return [];
    const users = new Map(rows.map((row) => [row.band, row.users]));
    return Array.from({ length: 10 }, (_, band) => ({ from: band / 10, users: users.get(band) ?? 0 }));
  },
  async modelCards(_root, _args, { identity, gold }) {
    requireIdentity(identity);
    const rows = await (await gold())?.query<CardRow>(goldQueries.modelCards, {});
    return (rows ?? []).map((row) => ({
      name: row.name,
      trainedAt: row.trained_at,
      description: row.description,
      trainedOn: row.trained_on,
      testedOn: row.tested_on,
      metric: row.metric,
      value: row.value,
      baseline: row.baseline,
      baselineValue: row.baseline_value,
    }));
  },
  async dataFreshness(_root, _args, { identity, gold }) {
    requireIdentity(identity);
    return (await gold())?.freshness ?? null;
  },
};
