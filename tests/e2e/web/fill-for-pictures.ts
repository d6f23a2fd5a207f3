import type { Page } from 'playwright-core';

const away = { latitude: 47.2, longitude: 8.5 };

/** Areas of rules that somebody might have, in several scripts and severities. */
const areas = [
  { name: 'Depot Berlin-Nord', severity: 'CRITICAL', center: { latitude: 52.56, longitude: 13.38 } },
  { name: 'Laden Hamburg', severity: 'WARNING', center: { latitude: 53.55, longitude: 9.99 } },
  { name: 'مستودع مدريد', severity: 'INFO', center: { latitude: 40.42, longitude: -3.7 } },
  { name: 'Warszawa Centrum', severity: 'INFO', center: { latitude: 52.23, longitude: 21.01 } },
];

const kinds = ['VIEW', 'CLICK', 'PURCHASE', 'CHECK_IN', 'VIEW'];

/** Gives whoever is signed in rules, places, a phone, a fortnight of events, and the alerts that follow, unless they have alerts. */
export async function fillForPictures(page: Page): Promise<void> {
  const ask = async (query: string, variables: object = {}) => {
    const text = await page.evaluate(async (body) => {
      const headers = { 'content-type': 'application/json', 'headgate-csrf': '1' };
      return (await fetch('/graphql', { method: 'POST', headers, body })).text();
    }, JSON.stringify({ query, variables }));
    const { data, errors } = JSON.parse(text);
    if (errors) throw new Error(text);
    return data;
  };
  if ((await ask('{ alerts(first: 1) { nodes { id } } }')).alerts.nodes.length > 0) return;
  for (const { name, severity, center } of areas) {
    const geofence = { transition: 'ENTER', center, radiusMeters: 2_000 };
    await ask('mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }', {
      input: { name, severity, condition: { geofence } },
    });
  }
  for (const { name, center } of areas.slice(0, 2))
    await ask('mutation ($input: SavePlaceInput!) { savePlace(input: $input) { id } }', {
      input: { name, location: center, radiusMeters: 300 },
    });
  await ask('mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { id } }', {
    input: { platform: 'IOS', name: 'iPhone', pushHandle: 'of-pictures' },
  });
  const startedMs = Date.now() - 13 * 86_400_000;
  const visits = Array.from({ length: 3 }, () => areas.flatMap(({ center }) => [away, center])).flat();
  const inputs = visits.map((location, index) => ({
    id: crypto.randomUUID(),
    kind: kinds[index % kinds.length],
    occurredAt: new Date(startedMs + (index * 13 * 86_400_000) / visits.length).toISOString(),
    location,
  }));
  await ask(
    'mutation ($inputs: [RecordActivityInput!]!) { recordActivities(inputs: $inputs) { __typename } }',
    { inputs },
  );
  while ((await ask('{ alerts(first: 20) { nodes { id } } }')).alerts.nodes.length < visits.length / 2);
}
