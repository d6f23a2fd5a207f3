import { createRaiser, type RaiseOptions } from '../web/raise-alerts.ts';

const home = { latitude: 52.4989, longitude: 13.4181 };
const workshop = { latitude: 52.5382, longitude: 13.4244 };
const away = { latitude: 48.137, longitude: 11.575 };

/** Places, rules and alerts of every severity, as somebody has them after a while. */
export async function fillAccount(options: RaiseOptions): Promise<void> {
  const { ask, list } = createRaiser(options);
  const savePlace = 'mutation ($input: SavePlaceInput!) { savePlace(input: $input) { id } }';
  await ask(savePlace, { input: { name: 'Home', location: home, radiusMeters: 150 } });
  await ask(savePlace, { input: { name: 'Workshop', location: workshop, radiusMeters: 300 } });
  const createRule = 'mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }';
  const at = (center: object, radiusMeters: number, transition: 'ENTER' | 'EXIT') => ({
    geofence: { transition, center, radiusMeters },
  });
  const rules = [
    { name: 'Back home', severity: 'INFO', condition: at(home, 150, 'ENTER') },
    { name: 'Workshop is left', severity: 'WARNING', condition: at(workshop, 300, 'EXIT') },
    {
      name: 'Till is busy',
      severity: 'CRITICAL',
      condition: { threshold: { activityKind: 'PURCHASE', limit: 3, windowSeconds: 600 } },
    },
    { name: 'All is quiet', severity: 'INFO', condition: { inactivity: { afterSeconds: 43_200 } } },
  ];
  for (const input of rules) await ask(createRule, { input });

  const startedMs = Date.now() - 26 * 3_600_000;
  const steps = [
    ['CHECK_IN', 0, away],
    ['CHECK_IN', 30, home],
    ['CHECK_IN', 500, workshop],
    ['CHECK_IN', 900, away],
    ['CHECK_IN', 960, home],
    ['CHECK_IN', 1_500, workshop],
    ['PURCHASE', 1_522, workshop],
    ['PURCHASE', 1_523, workshop],
    ['PURCHASE', 1_524, workshop],
    ['CHECK_IN', 1_548, away],
    ['CHECK_IN', 1_557, home],
  ] as const;
  const inputs = steps.map(([kind, minutes, location]) => ({
    id: `filled-${minutes}`,
    kind,
    occurredAt: new Date(startedMs + minutes * 60_000).toISOString(),
    location,
    ...(kind === 'PURCHASE' && { amount: { minorUnits: 1_250, currency: 'EUR' } }),
  }));
  await ask(
    'mutation ($inputs: [RecordActivityInput!]!) { recordActivities(inputs: $inputs) { __typename } }',
    { inputs },
  );
  let alerts = await list();
  while (alerts.length < 6) alerts = await list();
  const acknowledge = 'mutation ($id: ID!) { acknowledgeAlert(id: $id) { id } }';
  for (const id of alerts.slice(-3)) await ask(acknowledge, { id });
}
