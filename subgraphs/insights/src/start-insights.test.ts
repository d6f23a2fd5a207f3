import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { operator, startTestInsights } from './test-support/start-test-insights.ts';
import { sampleEvents, testTime, writeGold } from './test-support/write-gold.ts';

const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

describe('the insights subgraph', () => {
  const stack = new AsyncDisposableStack();
  let directory: string;
  let insights: Awaited<ReturnType<typeof startTestInsights>>;
  before(async () => {
    directory = stack.adopt(await mkdtemp(join(tmpdir(), 'insights-')), (path) =>
      rm(path, { recursive: true }),
    );
    insights = stack.use(await startTestInsights(directory));
  });
  after(() => stack.disposeAsync());

  const ask = async (query: string, variables: object = {}, caller: typeof operator | null = operator) => {
    const { data, errors } = await insights.ask(query, caller, variables);
    assert.equal(errors, undefined, JSON.stringify(errors));
    return data;
  };

  it('answers with nothing before there is any gold', async () => {
    const data = await ask(
      `query ($since: DateTime!, $until: DateTime!) {
        dataFreshness { version }
        modelCards { name }
        topPlaces(since: $since, until: $until) { events }
        hourlyActivity(since: $since, until: $until) { events forecast { low } }
        funnel(since: $since, until: $until) { users }
      }`,
      { since: iso(testTime - 2 * hour), until: iso(testTime) },
    );
    assert.deepEqual(data, {
      dataFreshness: null,
      modelCards: [],
      topPlaces: [],
      hourlyActivity: [
        { events: 0, forecast: null },
        { events: 0, forecast: null },
      ],
      funnel: [{ users: 0 }, { users: 0 }, { users: 0 }, { users: 0 }],
    });
  });

  it('tells subscribers of each version as it is published', async () => {
    const token = await insights.token(operator);
    const client = createClient({
      url: insights.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
    });
    const versions = client.iterate<{ insightsPublished: { version: number } }>({
      query: 'subscription { insightsPublished { version } }',
    });
    await writeGold(directory);
    assert.equal((await versions.next()).value?.data?.insightsPublished.version, 1);
    await writeGold(directory);
    assert.equal((await versions.next()).value?.data?.insightsPublished.version, 2);
    await versions.return?.();
    await client.dispose();
  });

  it('has every hour with what happened, and what is forecast after it', async () => {
    const since = testTime - 24 * hour;
    const data = await ask(
      `query ($since: DateTime!, $until: DateTime!) {
        hourlyActivity(since: $since, until: $until, kind: PURCHASE) { hour events users forecast { low expected high method } }
      }`,
      { since: iso(since), until: iso(testTime + 24 * hour) },
    );
    const hours: {
      hour: string;
      events: number | null;
      users: number | null;
      forecast: null | { low: number; expected: number; high: number };
    }[] = data.hourlyActivity;
    assert.equal(hours.length, 48);
    for (const { hour: start, events, users } of hours.slice(0, 24)) {
      const from = Date.parse(start);
      const happened = sampleEvents.filter(
        ({ kind, at }) => kind === 'PURCHASE' && at >= from && at < from + hour,
      );
      assert.deepEqual(
        [events, users],
        [happened.length, new Set(happened.map(({ userId }) => userId)).size],
      );
    }
    assert.equal(hours.at(-1)?.events, null);
    const told = hours.flatMap(({ forecast }) => forecast ?? []);
    assert.ok(told.length > 0);
    assert.ok(told.every(({ low, expected, high }) => low <= expected && expected <= high));
  });

  it('adds kinds up, and tells places apart', async () => {
    const span = { since: iso(testTime - 7 * 24 * hour), until: iso(testTime) };
    const data = await ask(
      `query ($since: DateTime!, $until: DateTime!) {
        all: hourlyActivity(since: $since, until: $until) { events users }
        topPlaces(since: $since, until: $until, first: 3) { placeId events purchases }
        _entities(representations: [{ __typename: "Place", id: "place-1" }]) {
          ... on Place { hourlyActivity(since: $since, until: $until, kind: PURCHASE) { events } }
        }
      }`,
      span,
    );
    const recent = sampleEvents.filter(({ at }) => at >= testTime - 7 * 24 * hour);
    const sum = (hours: { events: number }[]) => hours.reduce((total, { events }) => total + events, 0);
    assert.equal(sum(data.all), recent.length);
    const atPlaces = [
      ...Map.groupBy(
        recent.filter(({ placeId }) => placeId),
        ({ placeId }) => placeId as string,
      ),
    ]
      .map(([placeId, found]) => ({ placeId, events: found.length, purchases: found.length }))
      .sort((a, b) => b.events - a.events || a.placeId.localeCompare(b.placeId));
    assert.deepEqual(data.topPlaces, atPlaces.slice(0, 3));
    assert.equal(
      sum(data._entities[0].hourlyActivity),
      atPlaces.find(({ placeId }) => placeId === 'place-1')?.events,
    );
  });

  it('has cohorts, the funnel, chances and model cards', async () => {
    const data = await ask(
      `query ($since: DateTime!, $until: DateTime!) {
        retention(cohorts: 4) { week size returned { weeksLater users share } }
        funnel(since: $since, until: $until) { step users }
        propensityDistribution { from users }
        modelCards { name value baselineValue trainedOn }
      }`,
      { since: iso(testTime - 7 * 24 * hour), until: iso(testTime) },
    );
    assert.equal(data.retention.length, 4);
    for (const { size, returned } of data.retention)
      assert.deepEqual(returned[0], { weeksLater: 0, users: size, share: 1 });
    const steps = data.funnel.map(({ users }: { users: number }) => users);
    assert.ok(steps[0] >= steps[1] && steps[1] >= steps[3] && steps[3] > 0, String(steps));
    const buyers = new Set(
      sampleEvents.filter(({ kind }) => kind === 'PURCHASE').map(({ userId }) => userId),
    );
    assert.equal(
      data.propensityDistribution.reduce((sum: number, { users }: { users: number }) => sum + users, 0),
      buyers.size,
    );
    assert.deepEqual(
      data.modelCards.map(({ name }: { name: string }) => name),
      ['hourly-forecast', 'purchase-propensity'],
    );
  });

  it('gives users their own week and chance, and nobody those of others', async () => {
    const query = `query ($user: ID!) {
      _entities(representations: [{ __typename: "User", id: $user }]) {
        ... on User { usualWeek { hourOfWeek events } purchasePropensity { chance withinDays } }
      }
    }`;
    const user = 'user-1';
    const own = await ask(query, { user }, { userId: user });
    const [{ usualWeek, purchasePropensity }] = own._entities;
    assert.equal(usualWeek.length, 168);
    const lately = sampleEvents.filter(
      ({ userId, at }) => userId === user && at >= testTime - 56 * 24 * hour,
    ).length;
    const events = usualWeek.reduce((sum: number, each: { events: number }) => sum + each.events, 0) * 8;
    assert.ok(Math.abs(events - lately) < 1e-9);
    assert.ok(purchasePropensity.chance > 0 && purchasePropensity.chance < 1);
    const { errors } = await insights.ask(query, { userId: 'somebody-else' }, { user });
    assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN');
  });

  it('lets nobody but operators see the population', async () => {
    const span = `since: "${iso(testTime - hour)}", until: "${iso(testTime)}"`;
    for (const field of [
      `hourlyActivity(${span}) { events }`,
      `topPlaces(${span}) { events }`,
      `funnel(${span}) { users }`,
      'retention { size }',
      'propensityDistribution { users }',
    ]) {
      const { errors } = await insights.ask(`{ ${field} }`, { userId: 'ada' });
      assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN', field);
    }
    const { errors } = await insights.ask('{ modelCards { name } }', null);
    assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
  });

  it('refuses spans and numbers that are out of range', async () => {
    for (const field of [
      `hourlyActivity(since: "${iso(testTime)}", until: "${iso(testTime)}") { events }`,
      `hourlyActivity(since: "${iso(testTime - 100 * 24 * hour)}", until: "${iso(testTime)}") { events }`,
      `topPlaces(since: "${iso(testTime - hour)}", until: "${iso(testTime)}", first: 0) { events }`,
      'retention(cohorts: 53) { size }',
    ]) {
      const { errors } = await insights.ask(`{ ${field} }`, operator);
      assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT', field);
    }
  });
});
