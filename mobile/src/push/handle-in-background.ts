import { createClient } from '../data/create-client.ts';
import type { Platform } from '../ports/platform.ts';
import type { PushResponse } from '../ports/push-service.ts';
import { createSession } from '../sign-in/create-session.ts';
import type { Settings } from '../sign-in/settings.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';

export interface BackgroundOptions {
  readonly platform: Platform;
  readonly settings: Settings;
  readonly ownFetch: typeof fetch;
}

/** Does what the button of a notification says while nothing of the application is on the screen, and nothing of it in memory. */
export async function handleInBackground(
  { alertId, action }: PushResponse,
  { platform, settings, ownFetch }: BackgroundOptions,
): Promise<void> {
  if (action !== 'acknowledge') return;
  const session = createSession({ platform, settings, ownFetch, now: Date.now });
  await session.restore();
  if (session.state().phase !== 'signed in') return;
  const clients = createClient({ graphqlUrl: settings.graphqlUrl, session, ownFetch });
  try {
    await acknowledgeAlert(clients.client, platform.push, alertId);
  } finally {
    await clients.dispose();
  }
}
