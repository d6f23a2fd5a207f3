import * as Notifications from 'expo-notifications';
import { defineTask } from 'expo-task-manager';
import type { Platform } from '../ports/platform.ts';
import { handleInBackground } from '../push/handle-in-background.ts';
import type { Settings } from '../sign-in/settings.ts';
import { readResponse } from './read-response.ts';

const taskName = 'notification-response';

/** Android: what is done with a notification while no page of the application is in memory. iOS starts the application for it. */
export function registerBackgroundTask(platform: Platform, settings: Settings): void {
  defineTask<Notifications.NotificationTaskPayload>(taskName, async ({ data }) => {
    if (!('actionIdentifier' in data)) return;
    const response = readResponse(data as Parameters<typeof readResponse>[0]);
    if (response) await handleInBackground(response, { platform, settings, ownFetch: fetch });
  });
  void Notifications.registerTaskAsync(taskName).catch(() => undefined);
}
