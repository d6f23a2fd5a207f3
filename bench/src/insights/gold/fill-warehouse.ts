import type { Warehouse } from '@headgate/analytics/warehouse/open-warehouse.ts';

export interface EventRange {
  /** Numbers of events, the last one exclusive. */
  readonly from: number;
  readonly to: number;
  /** The start of the day of event 0, in milliseconds since 1970. */
  readonly start: number;
  /** Events of a day; they come day by day. */
  readonly perDay: number;
}

export const benchUsers = 100_000;
export const benchPlaces = 200;

/**
 * Generates events into silver: a fifth are purchases, half happen at a place, days are busier than nights. The same
 * numbers give the same events.
 */
export async function fillWarehouse(warehouse: Warehouse, range: EventRange): Promise<void> {
  const { from, to, start, perDay } = range;
  const first = `timestamp '${new Date(start).toISOString().slice(0, 19)}'`;
  // Hours of the day by the root of a number: later ones come more often.
  await warehouse.run(`
    insert into silver_activity by name
    select 'user-' || (hash(n, 1) % ${benchUsers}) as user_id, 'event-' || n as id,
      (['VIEW', 'CLICK', 'CHECK_IN', 'PURCHASE', 'VIEW'])[1 + cast(hash(n, 2) % 5 as bigint)] as kind,
      ${first} + to_days(cast(n // ${perDay} as integer))
        + to_milliseconds(cast(86400000 * sqrt((hash(n, 4) % 1000000) / 1000000.0) as bigint)) as occurred_at,
      occurred_at as recorded_at,
      case when n % 2 = 0 then 40 + (hash(n, 5) % ${benchPlaces}) / 20.0 end as latitude,
      case when n % 2 = 0 then 5 + (hash(n, 5) % ${benchPlaces}) / 20.0 end as longitude,
      case when n % 2 = 0 then 'place-' || (hash(n, 5) % ${benchPlaces}) end as place_id,
      case when hash(n, 2) % 5 = 3 then cast(500 + hash(n, 6) % 4000 as bigint) end as amount_minor_units,
      case when hash(n, 2) % 5 = 3 then 'EUR' end as currency,
      cast(n as bigint) as cosmos_lsn, cast(occurred_at as date) as ingest_date
    from range(${from}, ${to}) as numbers(n)`);
}
