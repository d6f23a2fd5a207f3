/** How a gold table is kept up to date. */
export interface GoldTable {
  readonly name: string;
  /** What is computed again when something in it changed; 'whole' where that is the table. */
  readonly grain: 'hour' | 'day' | 'week' | 'whole';
  /** The column that holds the period; absent for a table as a whole. */
  readonly period?: string;
  /** How its files are sorted, so that readers can leave most of them out. */
  readonly order: string;
}

/** The tables that follow the events, each after those that it is made of. */
export const goldTables: readonly GoldTable[] = [
  { name: 'hourly_activity', grain: 'hour', period: 'hour', order: 'kind, place_id, hour' },
  { name: 'user_hour', grain: 'hour', period: 'hour', order: 'user_id, hour' },
  { name: 'place_day', grain: 'day', period: 'day', order: 'day, events desc' },
  { name: 'funnel_day', grain: 'day', period: 'day', order: 'day' },
  { name: 'user_week', grain: 'week', period: 'week', order: 'user_id, week' },
  { name: 'retention_week', grain: 'whole', order: 'cohort, weeks_later' },
];

/** The tables that models write; their columns are in `model-tables.ts`. */
export const modelTableNames = ['hourly_forecast', 'propensity', 'model_card'] as const;
