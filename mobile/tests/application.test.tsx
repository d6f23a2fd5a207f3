import { afterEach, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react-native';
import { Application } from '../src/application.tsx';
import { handleInBackground } from '../src/push/handle-in-background.ts';
import { createNetwork } from './support/create-network.ts';
import { createPhone } from './support/create-phone.ts';
import { awaitAnswer, awaitPush, createOtherClient, stackSettings } from './support/stack.ts';

const patient = { timeout: 20_000 };

type Network = ReturnType<typeof createNetwork>;
type Phone = ReturnType<typeof createPhone>;

const open = (phone: Phone, { ownFetch, webSocketImpl }: Network, now?: () => number) =>
  render(
    <Application
      platform={phone.platform}
      settings={stackSettings}
      ownFetch={ownFetch}
      webSocketImpl={webSocketImpl}
      {...(now && { now })}
    />,
  );

async function signIn(): Promise<void> {
  await fireEvent.press(await screen.findByRole('button', { name: 'Sign in' }));
  await screen.findByTestId('liveness-live', {}, patient);
}

const shownIds = () =>
  screen.queryAllByTestId(/^alert-/).map(({ props }) => String(props['testID']).replace('alert-', ''));

afterEach(cleanup);

test('alerts arrive live and by push, none is lost or doubled by a sleep, and a notification acknowledges one', async () => {
  const [phone, network, other] = [createPhone('bob'), createNetwork(), await createOtherClient('bob')];
  await other.makeRule('Berlin 🐻 برلين');
  const { length: known } = await other.listAlerts(0);
  await open(phone, network);
  await signIn();

  await fireEvent.press(screen.getByRole('tab', { name: 'You' }));
  await fireEvent.press(await screen.findByRole('button', { name: 'Allow on this phone' }));
  await screen.findByText('Test phone', {}, patient);
  await fireEvent.press(screen.getByRole('tab', { name: 'Alerts' }));

  await other.raise(1);
  const [first] = await other.listAlerts(known + 1);
  if (!first) throw new Error('There is no alert');
  await screen.findByTestId(`alert-${first.id}`, {}, patient);

  // Asleep: the socket is lost without a word, and others go on.
  network.goAway();
  await screen.findByText(/Not connected/, {}, patient);
  await other.raise(5);
  const raised = (await other.listAlerts(known + 6)).slice(0, 6).map(({ id }) => id);
  expect(shownIds().slice(0, 1)).toEqual([first.id]);
  network.comeBack();
  await act(async () => phone.wake(600_000));
  await waitFor(() => expect(shownIds().slice(0, 6)).toEqual(raised), patient);
  await waitFor(() => expect(screen.queryByText(/Not connected/)).toBeNull(), patient);

  await awaitPush(first.id);
  await act(async () => phone.respond({ alertId: first.id, action: 'acknowledge' }));
  await waitFor(() => expect(phone.dismissed).toEqual([first.id]), patient);
  const alerts = await other.listAlerts(known + 6);
  expect(alerts.find(({ id }) => id === first.id)?.status).toBe('ACKNOWLEDGED');
  await screen.findAllByRole('button', { name: /Berlin.*Acknowledged/ });

  await act(async () => phone.respond({ alertId: first.id, action: 'open' }));
  await fireEvent.press(await screen.findByRole('button', { name: 'Resolve' }));
  await screen.findAllByText('Resolved', {}, patient);

  // What was sent are ids, and nothing else.
  const operations = network.bodies.filter((body) => body.includes('operationName'));
  expect(operations.length).toBeGreaterThan(5);
  for (const body of operations) {
    expect(body).toContain('sha256Hash');
    expect(body).not.toMatch(/(query|mutation|subscription) \w+/);
  }

  // Without a network what was seen is there, and it is said that it is old: it has to be kept first.
  const key = `Alert:${JSON.stringify({ id: first.id, userId: 'bob' })}`;
  const kept = () => JSON.parse(phone.seen.texts.get('seen-bob') ?? '{}').data?.[key]?.status;
  await waitFor(() => expect(kept()).toBe('RESOLVED'), patient);
  await cleanup();

  // Its button does what it says although nothing of the application is in memory.
  const second = raised[1] ?? '';
  const { ownFetch } = network;
  await handleInBackground(
    { alertId: second, action: 'acknowledge' },
    { platform: phone.platform, settings: stackSettings, ownFetch },
  );
  expect((await other.listAlerts(known + 6)).find(({ id }) => id === second)?.status).toBe('ACKNOWLEDGED');

  network.goAway();
  await open(phone, network);
  await screen.findByText(/Not connected/, {}, patient);
  expect(shownIds().slice(0, 6)).toEqual(raised);
  await act(async () => phone.openAddress('headgate://alerts/of-somebody-else'));
  await screen.findByText('This did not work', {}, patient);
  network.comeBack();
  await fireEvent.press(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('This alert is not here', {}, patient);
}, 90_000);

test('a device has one handle at a time, and none after signing out', async () => {
  const [phone, network, other] = [createPhone('carol'), createNetwork(), await createOtherClient('carol')];
  type Devices = { viewer: { devices: readonly { id: string; name: string }[] } };
  const devices = async () => (await other.ask<Devices>('{ viewer { devices { id name } } }')).viewer.devices;
  await phone.platform.push.askUser();
  await open(phone, network);
  await signIn();
  const [before] = await awaitAnswer(async () => {
    const found = await devices();
    return found.length > 0 ? found : undefined;
  });
  await act(async () => phone.renewHandle('another-handle'));
  await awaitAnswer(async () => {
    const found = await devices();
    return found.length === 1 && found[0]?.id !== before?.id ? found : undefined;
  });

  await fireEvent.press(screen.getByRole('tab', { name: 'You' }));
  await fireEvent.press(await screen.findByRole('button', { name: 'Sign out' }));
  await screen.findByRole('button', { name: 'Sign in' }, patient);
  expect(await devices()).toEqual([]);
  expect([...phone.secrets.texts, ...phone.seen.texts]).toEqual([]);
}, 60_000);

test('a token that expired while asleep is renewed, and a sign-in that has ended says so', async () => {
  const [phone, network] = [createPhone('carol'), createNetwork()];
  let aheadMs = 0;
  await open(phone, network, () => Date.now() + aheadMs);
  await signIn();
  const before = phone.secrets.texts.get('session');
  aheadMs = 3_600_000;
  await act(async () => phone.wake(3_600_000));
  await waitFor(() => expect(phone.secrets.texts.get('session')).not.toBe(before), patient);

  const session = JSON.parse(phone.secrets.texts.get('session') ?? '');
  await phone.platform.secrets.write('session', JSON.stringify({ ...session, refreshToken: 'of-yesterday' }));
  aheadMs = 7_200_000;
  await act(async () => phone.wake(3_600_000));
  await screen.findByText(/Your sign-in has ended/, {}, patient);
}, 60_000);

test('places are saved where the user is, and rules watch them, pause and go', async () => {
  const [phone, network] = [createPhone('olga'), createNetwork()];
  const [place, rule] = [`Atelier ${Date.now()}`, `At ${Date.now()}`];
  await open(phone, network);
  await signIn();
  await fireEvent.press(screen.getByRole('tab', { name: 'Places' }));
  await fireEvent.press(await screen.findByRole('button', { name: 'Save where I am' }, patient));
  await fireEvent.changeText(screen.getByLabelText('Name'), place);
  await fireEvent.press(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText(place, {}, patient);

  await fireEvent.press(screen.getByRole('tab', { name: 'Rules' }));
  await fireEvent.press(await screen.findByRole('button', { name: 'New rule' }, patient));
  await fireEvent.changeText(screen.getByLabelText('Name'), rule);
  await fireEvent.press(await screen.findByRole('radio', { name: place }, patient));
  await fireEvent.press(screen.getByRole('button', { name: 'Create rule' }));
  await screen.findByText(rule, {}, patient);
  await screen.findByText('Arriving, within 200 m');

  await fireEvent.press(screen.getByRole('button', { name: `Edit: ${rule}` }));
  await fireEvent.press(await screen.findByRole('radio', { name: 'Leaving' }, patient));
  await fireEvent.press(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Leaving, within 200 m', {}, patient);

  await fireEvent(screen.getByLabelText(`On: ${rule}`), 'valueChange', false);
  await screen.findByText('Paused', {}, patient);
  await fireEvent.press(screen.getByRole('button', { name: `Delete: ${rule}` }));
  await fireEvent.press(screen.getByRole('button', { name: `Sure?: ${rule}` }));
  await waitFor(() => expect(screen.queryByText(rule)).toBeNull(), patient);
}, 60_000);

test('quiet hours are set, changed and ended on the phone', async () => {
  const [phone, network, other] = [createPhone('carol'), createNetwork(), await createOtherClient('carol')];
  type Hours = { start: string; end: string; policy: string } | null;
  type Viewer = { viewer: { notificationPreferences: { quietHours: Hours } } };
  const question = '{ viewer { notificationPreferences { quietHours { start end policy } } } }';
  const isSo = (isRight: (hours: Hours) => boolean) =>
    awaitAnswer(async () => {
      const { viewer } = await other.ask<Viewer>(question);
      return isRight(viewer.notificationPreferences.quietHours) || undefined;
    });
  await open(phone, network);
  await signIn();
  await fireEvent.press(screen.getByRole('tab', { name: 'You' }));
  const quiet = await screen.findByLabelText('Quiet hours', {}, patient);
  await fireEvent(quiet, 'valueChange', true);
  await fireEvent.changeText(await screen.findByLabelText('To', {}, patient), '06:');
  await fireEvent.changeText(screen.getByLabelText('To'), '06:30');
  await fireEvent.press(screen.getByRole('radio', { name: 'Do not tell me' }));
  await isSo((hours) => hours?.start === '22:00' && hours.end === '06:30' && hours.policy === 'DROP');
  await fireEvent(screen.getAllByLabelText('Quiet hours')[0] as never, 'valueChange', false);
  await isSo((hours) => hours === null);
}, 90_000);
