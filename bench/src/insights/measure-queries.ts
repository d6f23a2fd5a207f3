import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { startInsights } from '../../../subgraphs/insights/src/start-insights.ts';

/** How long a query of the subgraph took, over HTTP. */
export interface AskedQuery {
  readonly name: string;
  readonly ms: readonly number[];
}

const dayMs = 24 * 3_600_000;
const firstDay = Date.UTC(2026, 0, 5);
const rounds = 60;
const warmUp = 5;
const iso = (at: number) => new Date(at).toISOString();

/** The queries that the pages ask; each time of other days, of another place, of another user. */
const queries: readonly { name: string; text: string; variables: (round: number) => object }[] = [
  {
    name: 'hours of a week, with forecast',
    text: 'query ($since: DateTime!, $until: DateTime!) { hourlyActivity(since: $since, until: $until, kind: PURCHASE) { hour events users forecast { low expected high } } }',
    variables: (round) => spanOf(round, 7),
  },
  {
    name: 'hours of a week at a place',
    text: 'query ($since: DateTime!, $until: DateTime!, $place: ID!) { hourlyActivity(since: $since, until: $until, kind: VIEW, placeId: $place) { hour events } }',
    variables: (round) => ({ ...spanOf(round, 7), place: `place-${round}` }),
  },
  {
    name: 'top places of 30 days',
    text: 'query ($since: DateTime!, $until: DateTime!) { topPlaces(since: $since, until: $until) { events purchases latitude longitude } }',
    variables: (round) => spanOf(round, 30),
  },
  {
    name: 'funnel of 30 days',
    text: 'query ($since: DateTime!, $until: DateTime!) { funnel(since: $since, until: $until) { step users } }',
    variables: (round) => spanOf(round, 30),
  },
  {
    name: 'retention',
    text: 'query ($cohorts: Int!) { retention(cohorts: $cohorts) { week size returned { weeksLater share } } }',
    variables: (round) => ({ cohorts: 1 + (round % 12) }),
  },
  {
    name: "a user's usual week and propensity",
    text: 'query ($users: [_Any!]!) { _entities(representations: $users) { ... on User { usualWeek { events } purchasePropensity { chance } } } }',
    variables: (round) => ({ users: [{ __typename: 'User', id: `user-${round * 7}` }] }),
  },
];

function spanOf(round: number, length: number): object {
  const since = firstDay + (round % (100 - length)) * dayMs;
  return { since: iso(since), until: iso(since + length * dayMs) };
}

/** Asks the subgraph on a folder of gold what pages ask. */
export async function measureQueries(directory: string): Promise<AskedQuery[]> {
  await using identity = await startIdentityProvider();
  await using subgraph = await startInsights(
    {
      host: '127.0.0.1',
      port: 0,
      logLevel: 'silent',
      introspection: false,
      gold: { kind: 'directory', directory },
      pollMs: 1000,
      caches: { redis: undefined, prefix: '' },
      identity,
    },
    createLogger({ name: 'insights', level: 'silent' }),
    { now: () => firstDay + 100 * dayMs },
  );
  const token = await identity.issueToken({ userId: 'olga', roles: ['operator'] });
  const results: AskedQuery[] = [];
  for (const { name, text, variables } of queries) {
    const ms: number[] = [];
    for (let round = 0; round < warmUp + rounds; round += 1) {
      const before = performance.now();
      const response = await fetch(subgraph.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: text, variables: variables(round) }),
      });
      const { errors } = (await response.json()) as { errors?: readonly { message: string }[] };
      if (errors) throw new Error(`${name}: ${errors[0]?.message}`);
      if (round >= warmUp) ms.push(performance.now() - before);
    }
    results.push({ name, ms });
  }
  return results;
}
