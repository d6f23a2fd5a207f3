import { createTemplateNotification } from '@azure/notification-hubs';
import { sendNotification } from '@azure/notification-hubs/api';
import { connectHub } from '@headgate/push/connect-hub.ts';
import type { PushConfig } from '@headgate/push/push-config.ts';
import { toPushProperties } from '@headgate/push/push-properties.ts';
import { userTag } from '@headgate/push/user-tag.ts';
import type { PushServices } from './push-services.ts';

/** Makes the way to all devices of a user: one template notification to the user's tag. */
export function createSendPush(config: PushConfig): PushServices['send'] {
  const hub = connectHub(config);
  return async (alert) => {
    const notification = createTemplateNotification({ body: toPushProperties(alert) });
    const tagExpression = userTag(alert.userId);
    const { notificationId } = await sendNotification(hub, notification, { tagExpression });
    return notificationId ?? null;
  };
}
