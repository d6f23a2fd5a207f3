import Constants from 'expo-constants';
import * as Notifications from 'expo-notifications';
import { Platform as System } from 'react-native';
import { acknowledgeAction, alertCategory, alertChannel, type PushService } from '../ports/push-service.ts';
import { readResponse } from './read-response.ts';

// While the application is open its list shows the alert; the banner is for the other pages of it.
Notifications.setNotificationHandler({
  handleNotification: async () => ({
    shouldShowBanner: true,
    shouldShowList: true,
    shouldPlaySound: false,
    shouldSetBadge: false,
  }),
});

/** Firebase Cloud Messaging or the Apple Push Notification service. */
export const nativePush: PushService = {
  platform: System.OS === 'ios' ? 'IOS' : 'ANDROID',
  deviceName: Constants.deviceName ?? (System.OS === 'ios' ? 'iPhone' : 'Android'),
  async describe({ channel, acknowledge }) {
    await Notifications.setNotificationChannelAsync(alertChannel, {
      name: channel,
      importance: Notifications.AndroidImportance.HIGH,
    });
    await Notifications.setNotificationCategoryAsync(alertCategory, [
      {
        identifier: acknowledgeAction,
        buttonTitle: acknowledge,
        options: { opensAppToForeground: false },
      },
    ]);
  },
  isAllowed: async () => (await Notifications.getPermissionsAsync()).granted,
  askUser: async () => (await Notifications.requestPermissionsAsync()).granted,
  readHandle: async () => String((await Notifications.getDevicePushTokenAsync()).data),
  onHandle(listener) {
    const listening = Notifications.addPushTokenListener(({ data }) => listener(String(data)));
    return () => listening.remove();
  },
  onResponse(listener) {
    const tell = (native: Notifications.NotificationResponse) => {
      const response = readResponse(native as Parameters<typeof readResponse>[0]);
      if (response) listener(response);
    };
    const first = Notifications.getLastNotificationResponse();
    if (first) {
      // Kept by the system until it is cleared: it would open the same alert at the next start too.
      Notifications.clearLastNotificationResponse();
      tell(first);
    }
    const listening = Notifications.addNotificationResponseReceivedListener(tell);
    return () => listening.remove();
  },
  async dismiss(alertId) {
    for (const { request } of await Notifications.getPresentedNotificationsAsync()) {
      const shown = readResponse({ notification: { request } } as Parameters<typeof readResponse>[0]);
      if (shown?.alertId === alertId) await Notifications.dismissNotificationAsync(request.identifier);
    }
  },
};
