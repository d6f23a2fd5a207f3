import type { Warehouse } from '../warehouse/open-warehouse.ts';

const columns: Record<string, string> = {
  hourly_activity: 'hour, kind, place_id, events, users, amount_minor_units',
  user_hour: 'hour, user_id, kind, events',
  place_day: 'day, place_id, events, users, purchases, amount_minor_units',
  user_week: 'week, user_id, events, purchases, places, last_at',
};

/** Gold as texts, to be compared with what is counted by hand. */
export async function readGoldRows(warehouse: Warehouse): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const [name, list] of Object.entries(columns)) {
    const rows = await warehouse.query(`select ${list} from ${name}`);
    tables[name] = rows
      .map((row) =>
        Object.entries(row)
          .map(([column, value]) => toText(column, value))
          .join('|'),
      )
      .sort();
  }
  return tables;
}

function toText(column: string, value: unknown): string {
  if (!(value instanceof Date)) return String(value);
  const text = value.toISOString();
  return column === 'day' || column === 'week' ? text.slice(0, 10) : text;
}
