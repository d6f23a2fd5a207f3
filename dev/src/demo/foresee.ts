import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CheckInDocument,
  CreateRuleDocument,
  DeleteRuleDocument,
  HoursDocument,
  type HoursQuery,
  UnusualHourDocument,
  ViewerDocument,
  WatchedDocument,
} from './__generated__/operations.ts';
import { createDemoClient, type DemoClient } from './create-demo-client.ts';
import { type HabitEvent, planHabit } from './plan-habit.ts';
import { signIn } from './sign-in.ts';

export interface ForeseeOptions {
  readonly graphqlUrl: string;
  readonly issuer: string;
}

/** What the models said. */
export interface Foresight {
  /** Of the next hour. */
  readonly forecast: NonNullable<HoursQuery['hourlyActivity'][number]['forecast']> & {
    readonly hour: string;
  };
  /** The message of the alert. */
  readonly anomaly: string;
  /** From the burst to its alert. */
  readonly latencyMs: number;
}

const userName = 'carol';
const ruleName = 'Unusual hours';
const batchSize = 100;
const burst = 30;
const patienceMs = 60_000;
const lookEveryMs = 500;
const hourMs = 3_600_000;
const weekMs = 168 * hourMs;

/**
 * Gives a user a habit of six weeks, waits for the forecast that is made of it, and then does far more in an hour than
 * usual. The rule that finds it was made a moment ago and has seen no week: it knows what is usual from the batch
 * coefficients alone.
 *
 * @throws Error where either does not come within a minute
 */
export async function foresee({ graphqlUrl, issuer }: ForeseeOptions): Promise<Foresight> {
  await using person = createDemoClient(graphqlUrl, await signIn(issuer, userName));
  await using operator = createDemoClient(graphqlUrl, await signIn(issuer, 'olga'));
  const now = Date.now();
  const habit = planHabit(now);
  const week = await lookAtWeek(operator, { now, habit });
  const isKnown = week.counted >= week.expected;
  await record(
    person,
    habit.map(({ id, at }) => ({ id, occurredAt: new Date(at).toISOString() })),
  );
  const forecast = await awaitForecast(operator, { now, habit, isKnown });
  const { anomaly, latencyMs } = await provoke(person);
  return { forecast, anomaly, latencyMs };
}

async function record(
  { apollo }: DemoClient,
  events: readonly { readonly id: string; readonly occurredAt: string }[],
): Promise<void> {
  const inputs = events.map((event) => ({ ...event, kind: 'VIEW' as const }));
  for (let from = 0; from < inputs.length; from += batchSize) {
    const batch = inputs.slice(from, from + batchSize);
    const { data } = await apollo.mutate({ mutation: CheckInDocument, variables: { inputs: batch } });
    const rejected = data?.recordActivities.rejected ?? [];
    if (rejected.length) throw new Error(`Events were rejected: ${JSON.stringify(rejected[0])}`);
  }
}

interface Habit {
  readonly now: number;
  readonly habit: readonly HabitEvent[];
}

/** What has been counted of the last week of the habit, and what is foreseen of the next hour. */
async function lookAtWeek({ apollo }: DemoClient, { now, habit }: Habit) {
  const next = Math.floor(now / hourMs) * hourMs + hourMs;
  const first = next - weekMs;
  const { data } = await apollo.query({
    query: HoursDocument,
    variables: { since: new Date(first).toISOString(), until: new Date(next + hourMs).toISOString() },
    fetchPolicy: 'no-cache',
  });
  const hours = data?.hourlyActivity ?? [];
  const card = data?.modelCards.find(({ name }) => name === 'hourly-forecast');
  return {
    counted: hours.reduce((sum, { events }) => sum + (events ?? 0), 0),
    expected: habit.filter(({ at }) => at >= first).length,
    /** In milliseconds since 1970; 0 where there is no model. */
    trainedAt: card?.trainedAt ? Date.parse(card.trainedAt) : 0,
    hour: hours.find((each) => Date.parse(each.hour) === next),
  };
}

/**
 * Waits for a forecast of a later model than the last one that came with only a part of the habit: counts and model are published
 * together. A habit that an earlier run recorded is known: it teaches nothing new.
 */
async function awaitForecast(
  operator: DemoClient,
  { isKnown, ...habit }: Habit & { readonly isKnown: boolean },
): Promise<Foresight['forecast']> {
  let learnedOfAPart = 0;
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await delay(lookEveryMs)) {
    const { counted, expected, trainedAt, hour } = await lookAtWeek(operator, habit);
    if (counted < expected) learnedOfAPart = trainedAt;
    else if (hour?.forecast && (isKnown || trainedAt > learnedOfAPart))
      return { ...hour.forecast, hour: hour.hour };
  }
  throw new Error('No forecast came of the habit.');
}

async function provoke(person: DemoClient): Promise<Pick<Foresight, 'anomaly' | 'latencyMs'>> {
  const { apollo } = person;
  const { data: watched } = await apollo.query({ query: WatchedDocument, fetchPolicy: 'no-cache' });
  for (const { id, name } of watched?.alertRules.nodes ?? [])
    if (name === ruleName) await apollo.mutate({ mutation: DeleteRuleDocument, variables: { id } });
  const { data } = await apollo.query({ query: ViewerDocument, fetchPolicy: 'no-cache' });
  const condition = { anomaly: { minDeviations: 3, activityKind: 'VIEW' as const } };
  const made = await apollo.mutate({
    mutation: CreateRuleDocument,
    variables: { input: { name: ruleName, condition } },
  });
  const ruleId = made.data?.createAlertRule.id;
  if (!ruleId) throw new Error('The rule was not made.');
  const after = data?.alerts.nodes[0]?.cursor ?? null;
  let anomaly: string | undefined;
  const subscription = apollo
    .subscribe({ query: UnusualHourDocument, variables: { after }, fetchPolicy: 'no-cache' })
    .subscribe(({ data: event }) => {
      if (event?.alertRaised.rule?.id === ruleId) anomaly = event.alertRaised.message;
    });
  try {
    const run = randomUUID().slice(0, 8);
    const add = (from: number, count: number) =>
      record(
        person,
        Array.from({ length: count }, (_, n) => ({
          id: `${run}-${from + n}`,
          occurredAt: new Date().toISOString(),
        })),
      );
    const started = performance.now();
    await add(0, burst);
    // The coefficients come with the next learning; each event after them asks them again.
    for (let n = burst; anomaly === undefined && performance.now() - started < patienceMs; n += 1) {
      await delay(lookEveryMs);
      if (anomaly === undefined) await add(n, 1);
    }
    if (anomaly === undefined) throw new Error('No alert came of an hour that is far from usual.');
    return { anomaly, latencyMs: performance.now() - started };
  } finally {
    subscription.unsubscribe();
    await apollo.mutate({ mutation: DeleteRuleDocument, variables: { id: ruleId } });
  }
}
