import { afterEach, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react-native';
import { Application } from '../src/application.tsx';
import { createNetwork } from './support/create-network.ts';
import { createPhone } from './support/create-phone.ts';
import { awaitAnswer, createOtherClient, readCounters, stackSettings } from './support/stack.ts';

const patient = { timeout: 20_000 };

afterEach(cleanup);

test('the phone tells the gateway what happens on it, and how old alerts are when they are seen', async () => {
  const [phone, network, other] = [createPhone('bob'), createNetwork(), await createOtherClient('bob')];
  const { ownFetch, webSocketImpl } = network;
  await other.makeRule('Depot');
  const { length: known } = await other.listAlerts(0);
  await render(
    <Application
      platform={phone.platform}
      settings={stackSettings}
      ownFetch={ownFetch}
      webSocketImpl={webSocketImpl}
    />,
  );
  await fireEvent.press(await screen.findByRole('button', { name: 'Sign in' }));
  await screen.findByTestId('liveness-live', {}, patient);
  await other.raise(1);
  const [alert] = await other.listAlerts(known + 1);
  await screen.findByTestId(`alert-${alert?.id}`, {}, patient);
  phone.fail(new RangeError('for bob@private.example'));

  const told = () => network.bodies.filter((body) => /"resource(?:Spans|Logs)"/.test(body)).join('\n');
  for (const expected of ['application start', 'query Alerts', 'AlertRaised shown', 'for (address)'])
    await awaitAnswer(async () => {
      // It goes to sleep as often as it takes: each time what is noted is told.
      await act(async () => phone.sleep());
      await new Promise((resolve) => setTimeout(resolve, 50));
      return told().includes(expected) || undefined;
    });
  expect(told()).not.toMatch(/private\.example|eyJ/);
  await awaitAnswer(async () => {
    const counters = await readCounters();
    const labels = 'client="mobile",operation="AlertRaised"';
    return counters.includes(`headgate_event_screen_age_seconds_count{${labels}}`) || undefined;
  });
}, 90_000);
