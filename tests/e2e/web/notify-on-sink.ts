import { createTemplateNotification } from '@azure/notification-hubs';
import { createOrUpdateInstallation, sendNotification } from '@azure/notification-hubs/api';
import { connectHub } from '@headgate/push/connect-hub.ts';
import { createConnectionStrings } from '@headgate/push-sink/sink-policies.ts';

/** Has a device of the push sink show a critical alert. */
export async function notifyOnSink(pushUrl: string, installationId: string, body: string): Promise<void> {
  const connectionString = createConnectionStrings(pushUrl).full;
  const hub = connectHub({ connectionString, hubName: 'headgate' });
  const templates = {
    alert: { body: '{"title":"$(title)","body":"$(body)","data":{"severity":"CRITICAL"}}' },
  };
  const pushChannel = { endpoint: 'https://push.example/1', p256dh: 'key', auth: 'secret' };
  const installation = {
    installationId,
    platform: 'browser',
    pushChannel,
    templates,
    tags: [installationId],
  };
  await createOrUpdateInstallation(hub, installation as never);
  const notification = createTemplateNotification({ body: { title: 'Critical alert', body } });
  await sendNotification(hub, notification, { tagExpression: installationId });
}
