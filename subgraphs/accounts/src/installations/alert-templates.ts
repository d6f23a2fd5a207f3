import type { InstallationTemplate } from '@azure/notification-hubs';
import type { DevicePlatform } from '../__generated__/prisma/client.ts';

/** Which buttons a notification has is known to applications by this name. */
const alertCategory = 'alert';

/**
 * What an alert looks like on each platform, in the hub's template language
 * (https://learn.microsoft.com/azure/notification-hubs/notification-hubs-templates-cross-platform-push-messages); the properties
 * are `PushProperties`. Each names a collapse id in the way of its platform, so that an alert that is sent twice shows once.
 */
export const alertTemplates: Readonly<Record<DevicePlatform, InstallationTemplate>> = {
  ANDROID: {
    // Data alone: what the system shows by itself has no buttons. The key is for what waits at the service, the tag for what
    // is on the screen.
    body: JSON.stringify({
      message: {
        data: {
          title: '$(title)',
          message: '$(body)',
          tag: '$(collapseId)',
          categoryId: alertCategory,
          channelId: 'alerts',
          alertId: '$(alertId)',
          severity: '$(severity)',
        },
        android: { collapse_key: '$(collapseId)', priority: 'HIGH' },
      },
    }),
    headers: {},
  },
  IOS: {
    body: JSON.stringify({
      aps: {
        alert: { title: '$(title)', body: '$(body)' },
        sound: 'default',
        'thread-id': 'alerts',
        category: alertCategory,
      },
      alertId: '$(alertId)',
      severity: '$(severity)',
    }),
    headers: { 'apns-push-type': 'alert', 'apns-priority': '10', 'apns-collapse-id': '$(collapseId)' },
  },
  WINDOWS: {
    body:
      `<toast launch="{'alertId=' + $(alertId)}"><visual><binding template="ToastGeneric">` +
      '<text>$(title)</text><text>$(body)</text></binding></visual></toast>',
    headers: { 'X-WNS-Type': 'wns/toast', 'X-WNS-Tag': '$(shortCollapseId)' },
  },
  BROWSER: {
    // The service worker gives the tag to showNotification.
    body: JSON.stringify({
      title: '$(title)',
      body: '$(body)',
      tag: '$(collapseId)',
      data: { alertId: '$(alertId)', severity: '$(severity)' },
    }),
    headers: { TTL: '86400', Urgency: 'high', Topic: '$(collapseId)' },
  },
};
