import { randomUUID } from 'node:crypto';
import { planJourneys } from './plan-journey.ts';
import { type SeenAlert, travel } from './travel.ts';

export interface DemoOptions {
  readonly graphqlUrl: string;
  /** The development issuer that the demo users sign in at. */
  readonly issuer: string;
  readonly checkIns: number;
  /** The push sink; undefined where there is none to look at. */
  readonly pushUrl: string | undefined;
  readonly onCheckIns: (count: number) => void;
  readonly onAlert: (alert: SeenAlert) => void;
}

export interface DemoResult {
  readonly recorded: number;
  /** Descriptions of alerts, `user: city transition #position`, in order. */
  readonly expected: readonly string[];
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  readonly seen: readonly SeenAlert[];
  /** Ids of alerts that their users' devices do not display; null where there is no push sink. */
  readonly unpushed: readonly string[] | null;
  /** Milliseconds from the answer to a check-in to its alert on the client's socket, sorted. */
  readonly latenciesMs: readonly number[];
}

/**
 * Signs in as three users, saves places and rules for them, records their check-ins along real routes through the
 * gateway, and compares the alerts that their subscriptions and their devices show with those that the routes must give.
 */
export async function runDemo(options: DemoOptions): Promise<DemoResult> {
  const run = randomUUID().slice(0, 8);
  const journeys = planJourneys(options.checkIns);
  const travelled = await Promise.all(journeys.map((journey) => travel(journey, { ...options, run })));
  const expected = travelled.flatMap((one) => one.expected);
  const seen = travelled.flatMap((one) => one.seen);
  return {
    recorded: travelled.reduce((sum, { recorded }) => sum + recorded, 0),
    expected,
    missing: subtract(
      expected,
      seen.map(({ description }) => description),
    ),
    unexpected: subtract(
      seen.map(({ description }) => description),
      expected,
    ),
    seen,
    unpushed: options.pushUrl === undefined ? null : travelled.flatMap((one) => one.unpushed),
    latenciesMs: seen.map(({ latencyMs }) => latencyMs).sort((one, other) => one - other),
  };
}

/** What is in `from` more often than in `what`: an alert seen twice is one too many. */
function subtract(from: readonly string[], what: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const entry of what) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  return from.filter((entry) => {
    const left = counts.get(entry) ?? 0;
    counts.set(entry, left - 1);
    return left <= 0;
  });
}
