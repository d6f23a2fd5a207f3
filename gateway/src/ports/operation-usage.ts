/** What an operation was asked for by one client. */
export interface ClientUsage {
  readonly name: string;
  readonly version: string;
  readonly requests: number;
}

/** How one operation was used. */
export interface OperationUsage {
  /** Of its text without values; equal for equal operations. */
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly requests: number;
  readonly failed: number;
  readonly refused: number;
  readonly averageMs: number;
  /** What 95 of 100 took at most, as near as buckets tell; undefined for longer than they do. */
  readonly p95Ms: number | undefined;
  /** The last day, such as 2026-11-29. */
  readonly lastDay: string;
  /** Those that asked most first. */
  readonly clients: readonly ClientUsage[];
}

/** How often operations that ran had a field or an argument, by its schema coordinate. */
export interface FieldUsage {
  /** Such as `User.name`, or `Query.user(id:)` (https://spec.graphql.org/draft/#sec-Schema-Coordinates). */
  readonly coordinate: string;
  readonly requests: number;
  readonly lastDay: string;
  /** Ids of the operations, as far as they could be told apart. */
  readonly operations: readonly string[];
}

/** What was used in the days that are kept. */
export interface UsageReport {
  /** Days of which anything is known, the first one first. */
  readonly days: readonly string[];
  /** How many days are kept at most. */
  readonly keptDays: number;
  /** The most used first. */
  readonly operations: readonly OperationUsage[];
  readonly fields: readonly FieldUsage[];
  /** Requests of so many operations at a time that nobody looked at what they use. */
  readonly unseen: number;
}

/** Whether a field may be removed, as far as what was used tells. */
export interface FieldJudgement {
  readonly coordinate: string;
  /** `unknown`: nobody has asked for it, but not all that was asked is known; `absent`: the schema has it not. */
  readonly verdict: 'used' | 'unused' | 'unknown' | 'absent';
  /** Why, in words for people. */
  readonly reason: string;
  readonly usage: FieldUsage | undefined;
  readonly operations: readonly OperationUsage[];
}
