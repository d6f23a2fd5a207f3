/** Upper bounds of the buckets that durations are counted in, in milliseconds; one more is for what took longer. */
export const durationBounds = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000] as const;

/** What is added up of an operation: requests, failed, refused, milliseconds in all, and requests by how long they took. */
export type UsageNumbers = number[];

/** What an operation is counted under. */
export interface UsageRow {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly clientName: string;
  readonly clientVersion: string;
}

/** Stands for what is beyond the bounds. */
export const other = '(other)';

/** The id of operations that were so many at a time that nobody looked at what they use. */
export const unseenId = '(unseen)';

export const createNumbers = (): UsageNumbers => new Array(5 + durationBounds.length).fill(0);

/** Adds one request that stands for `weight` of them. */
export function addRequest(
  numbers: UsageNumbers,
  request: {
    readonly durationMs: number;
    readonly result: 'ok' | 'refused' | 'failed';
    readonly weight: number;
  },
): void {
  const { durationMs, result, weight } = request;
  const found = durationBounds.findIndex((bound) => durationMs <= bound);
  const bucket = 4 + (found === -1 ? durationBounds.length : found);
  const add = (at: number, by: number) => (numbers[at] = (numbers[at] ?? 0) + by);
  add(0, weight);
  if (result === 'failed') add(1, weight);
  if (result === 'refused') add(2, weight);
  add(3, durationMs * weight);
  add(bucket, weight);
}

export function addNumbers(sum: UsageNumbers, added: readonly number[]): void {
  for (const [at, value] of added.entries()) sum[at] = (sum[at] ?? 0) + value;
}

export const writeRow = ({ id, type, name, clientName, clientVersion }: UsageRow): string =>
  JSON.stringify([id, type, name, clientName, clientVersion]);

export function readRow(text: string): UsageRow {
  const [id = '', type = '', name = '', clientName = '', clientVersion = ''] = JSON.parse(text) as string[];
  return { id, type, name, clientName, clientVersion };
}
