import type { Warehouse } from '../src/warehouse/open-warehouse.ts';

/**
 * Fills silver with 69,659 purchases of 23,570 customers of the shop CDNOW, 1997-01-01 to 1998-06-30.
 *
 * @see https://www.brucehardie.com/datasets/
 */
export async function fillPurchases(warehouse: Warehouse, path: string): Promise<void> {
  await warehouse.run(`insert into silver_activity by name
    select parts[1] as user_id, cast(row_number() over () as varchar) as id, 'PURCHASE' as kind,
      strptime(parts[2], '%Y%m%d') as occurred_at, occurred_at as recorded_at,
      cast(round(cast(parts[4] as double) * 100) as bigint) as amount_minor_units, 'USD' as currency,
      1 as cosmos_lsn, cast(occurred_at as date) as ingest_date
    from (select regexp_split_to_array(trim(line), '\\s+') as parts
      from read_csv('${path}', columns = {'line': 'varchar'}, delim = '', header = true))
    where regexp_matches(parts[2], '^\\d{8}$')`);
}

/**
 * Fills silver with the 336,776 departures from New York in 2013: what a carrier (user) did at an airport (place).
 *
 * @see https://cran.r-project.org/package=nycflights13
 */
export async function fillDepartures(warehouse: Warehouse, path: string): Promise<void> {
  await warehouse.run(`insert into silver_activity by name
    select carrier as user_id, cast(row_number() over () as varchar) as id, 'CHECK_IN' as kind,
      time_hour::timestamp as occurred_at, occurred_at as recorded_at, origin as place_id,
      1 as cosmos_lsn, cast(occurred_at as date) as ingest_date
    from read_csv('${path}', header = true)`);
}
