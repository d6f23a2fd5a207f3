import { setTimeout as delay } from 'node:timers/promises';
import {
  type AlertRaisedSubscription,
  CheckInDocument,
  CreateRuleDocument,
  DeleteRuleDocument,
  RegisterDeviceDocument,
  RemovePlaceDocument,
  SavePlaceDocument,
  ViewerDocument,
  WatchedDocument,
} from './__generated__/operations.ts';
import { awaitPushes } from './await-pushes.ts';
import { createDemoClient, type DemoClient } from './create-demo-client.ts';
import { demoDevices } from './demo-devices.ts';
import { followAlerts } from './follow-alerts.ts';
import type { Crossing, Journey } from './plan-journey.ts';
import { signIn } from './sign-in.ts';

export interface TravelOptions {
  readonly graphqlUrl: string;
  readonly issuer: string;
  readonly pushUrl: string | undefined;
  /** Sets this run's events apart from those of other runs. */
  readonly run: string;
  readonly onCheckIns: (count: number) => void;
  readonly onAlert: (alert: SeenAlert) => void;
}

export interface SeenAlert {
  readonly id: string;
  /** What the alert says, in the words of {@link Travelled.expected}. */
  readonly description: string;
  readonly message: string;
  /** From accounts, on PostgreSQL. */
  readonly displayName: string;
  /** From alerts. */
  readonly rule: string;
  /** From activity, on Cosmos DB; the place's name from accounts again. */
  readonly place: string;
  /** From the answer to the check-in to this alert; 0 when the alert was faster. */
  readonly latencyMs: number;
}

export interface Travelled {
  readonly recorded: number;
  readonly expected: readonly string[];
  readonly seen: readonly SeenAlert[];
  /** Ids of the seen alerts that the user's device does not display. */
  readonly unpushed: readonly string[];
}

type RaisedAlert = AlertRaisedSubscription['alertRaised'];

const batchSize = 100;
/** How long to wait for alerts after the last check-in, and then whether one more comes. */
const patienceMs = 30_000;
const graceMs = 1_000;

/** Takes one user through a journey: places and rules, check-ins, alerts; removes the places and rules at the end. */
export async function travel(journey: Journey, options: TravelOptions): Promise<Travelled> {
  const token = await signIn(options.issuer, journey.userName);
  await using client = createDemoClient(options.graphqlUrl, token);
  const { data } = await client.apollo.query({ query: ViewerDocument });
  if (!data?.viewer) throw new Error(`${journey.userName} has no account: was the database seeded?`);
  const answeredAt = new Map<string, number>();
  const seen: SeenAlert[] = [];
  const after = data.alerts.nodes[0]?.cursor ?? null;
  const arrived = new EventTarget();
  using _following = followAlerts(client, after, (raised) => {
    if (!raised.activity?.id.startsWith(options.run)) return;
    const alert = describe(raised, journey, answeredAt);
    seen.push(alert);
    options.onAlert(alert);
    arrived.dispatchEvent(new Event('alert'));
  });
  await client.connected;
  await removeLeftovers(client, journey);
  const deviceId = await registerDevice(client, journey.userName);
  const watched = await watchCities(client, journey);
  try {
    await checkIn(client, { journey, options, placeIds: watched.placeIds, answeredAt });
    await waitForAlerts(arrived, seen, journey.expected.length);
  } finally {
    await watched.remove();
  }
  const alertIds = seen.map(({ id }) => id);
  const { pushUrl } = options;
  const unpushed = pushUrl ? await awaitPushes(pushUrl, deviceId, { alertIds, patienceMs }) : [];
  return {
    recorded: answeredAt.size,
    expected: journey.expected.map((crossing) => describeCrossing(journey, crossing)),
    seen,
    unpushed,
  };
}

async function registerDevice({ apollo }: DemoClient, userName: string): Promise<string> {
  const input = demoDevices[userName];
  if (!input) throw new Error(`${userName} has no device.`);
  const { data } = await apollo.mutate({ mutation: RegisterDeviceDocument, variables: { input } });
  if (!data) throw new Error(`The device of ${userName} was not registered.`);
  return data.registerDevice.id;
}

/** Saves each city as a place of the user's, with a rule for coming and one for leaving. */
async function watchCities({ apollo }: DemoClient, { cities, radiusMeters }: Journey) {
  const placeIds = new Map<string, string>();
  const ruleIds: string[] = [];
  for (const { name, location } of cities) {
    const place = await apollo.mutate({
      mutation: SavePlaceDocument,
      variables: { input: { name, location, radiusMeters } },
    });
    const placeId = place.data?.savePlace.id;
    if (!placeId) throw new Error(`The place ${name} was not saved.`);
    placeIds.set(name, placeId);
    for (const transition of ['ENTER', 'EXIT'] as const) {
      const geofence = { transition, center: location, radiusMeters, placeId };
      const rule = await apollo.mutate({
        mutation: CreateRuleDocument,
        variables: { input: { name, condition: { geofence } } },
      });
      if (rule.data) ruleIds.push(rule.data.createAlertRule.id);
    }
  }
  const remove = () => removeWatched(apollo, ruleIds, [...placeIds.values()]);
  return { placeIds, remove };
}

/** Removes what a run that was interrupted left: rules and places that are named like this journey's cities. */
async function removeLeftovers({ apollo }: DemoClient, { cities }: Journey): Promise<void> {
  const { data } = await apollo.query({ query: WatchedDocument, fetchPolicy: 'no-cache' });
  const names = new Set(cities.map(({ name }) => name));
  const idsOf = (nodes: readonly { id: string; name: string }[] = []) =>
    nodes.filter(({ name }) => names.has(name)).map(({ id }) => id);
  await removeWatched(apollo, idsOf(data?.alertRules.nodes), idsOf(data?.viewer?.places.nodes));
}

async function removeWatched(
  apollo: DemoClient['apollo'],
  ruleIds: readonly string[],
  placeIds: readonly string[],
): Promise<void> {
  await Promise.all(ruleIds.map((id) => apollo.mutate({ mutation: DeleteRuleDocument, variables: { id } })));
  await Promise.all(
    placeIds.map((id) => apollo.mutate({ mutation: RemovePlaceDocument, variables: { id } })),
  );
}

interface CheckIns {
  readonly journey: Journey;
  readonly options: TravelOptions;
  readonly placeIds: ReadonlyMap<string, string>;
  readonly answeredAt: Map<string, number>;
}

/** Records the journey's positions in batches, one after the other: a traveller is at one place at a time. */
async function checkIn(
  { apollo }: DemoClient,
  { journey, options, placeIds, answeredAt }: CheckIns,
): Promise<void> {
  const started = Date.now() - journey.positions.length * 1000;
  const crossings = new Map(journey.expected.map((crossing) => [crossing.position, crossing.city]));
  const inputs = journey.positions.map((location, index) => ({
    id: eventId(options.run, journey, index),
    kind: 'CHECK_IN' as const,
    occurredAt: new Date(started + index * 1000).toISOString(),
    location,
    accuracyMeters: 10,
    placeId: placeIds.get(crossings.get(index) ?? '') ?? null,
  }));
  for (let from = 0; from < inputs.length; from += batchSize) {
    const batch = inputs.slice(from, from + batchSize);
    const { data } = await apollo.mutate({ mutation: CheckInDocument, variables: { inputs: batch } });
    const rejected = data?.recordActivities.rejected ?? [];
    if (rejected.length) throw new Error(`Check-ins were rejected: ${JSON.stringify(rejected[0])}`);
    for (const { id } of batch) answeredAt.set(id, performance.now());
    options.onCheckIns(batch.length);
  }
}

async function waitForAlerts(
  arrived: EventTarget,
  seen: readonly SeenAlert[],
  expected: number,
): Promise<void> {
  const { promise: complete, resolve } = Promise.withResolvers<void>();
  const look = () => seen.length >= expected && resolve();
  arrived.addEventListener('alert', look);
  look();
  await Promise.race([complete, delay(patienceMs, undefined, { ref: false })]);
  await delay(graceMs);
}

function describe(alert: RaisedAlert, journey: Journey, answeredAt: ReadonlyMap<string, number>): SeenAlert {
  const activityId = alert.activity?.id ?? '';
  const position = Number(activityId.split('-').at(-1));
  const transition = alert.rule?.condition.transition === 'EXIT' ? 'EXIT' : 'ENTER';
  const city = alert.activity?.place?.name ?? '';
  const answered = answeredAt.get(activityId);
  return {
    id: alert.id,
    description: describeCrossing(journey, { position, city, transition }),
    message: alert.message,
    displayName: alert.user?.displayName ?? '',
    rule: `${alert.rule?.name} ${transition}`,
    place: city,
    latencyMs: answered === undefined ? 0 : performance.now() - answered,
  };
}

function eventId(run: string, journey: Journey, index: number): string {
  return `${run}-${journey.userName}-${index}`;
}

function describeCrossing(journey: Journey, { city, transition, position }: Crossing): string {
  return `${journey.userName}: ${city} ${transition} #${position}`;
}
