/** What has been counted since it was last handed over. */
export interface UsageBatch {
  /** Numbers by row. */
  readonly operations: ReadonlyMap<string, readonly number[]>;
  /** Requests by coordinate. */
  readonly fields: ReadonlyMap<string, number>;
  /** Coordinates by the id of an operation. */
  readonly coordinates: ReadonlyMap<string, readonly string[]>;
}

/** What is kept of one day. */
export interface UsageDay extends UsageBatch {
  /** Such as 2026-11-29, in UTC. */
  readonly day: string;
}

/** Keeps what is used, by days. */
export interface UsageStore {
  /** Rejects while it cannot. */
  add(day: string, batch: UsageBatch): Promise<void>;
  /** Keeps what the schema has, by coordinates; in place of what was kept before. */
  keepSchema(coordinates: readonly string[]): Promise<void>;
  /** Undefined where nothing is kept. */
  readSchema(): Promise<ReadonlySet<string> | undefined>;
  /** The days that anything is kept of, the first one first. */
  read(days: readonly string[]): Promise<readonly UsageDay[]>;
}

/** How long it is kept, the current day included. */
export const keptDays = 30;

/** The days that are kept, the first one first. */
export function listDays(nowMs: number): readonly string[] {
  return Array.from({ length: keptDays }, (_, index) => dayOf(nowMs - (keptDays - 1 - index) * 86_400_000));
}

export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
