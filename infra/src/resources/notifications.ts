import type { Deployment } from '../deployment.ts';

const hub = 'alerts';
const version = '2017-04-01';

/** The notification hub; where APNs and FCM are known by is set once by hand, since it comes from Apple and Google. */
export async function describeNotifications(deployment: Deployment): Promise<void> {
  const { add, arm, clients, group, inputs, names, size, tags } = deployment;
  const { namespaces, notificationHubs } = clients.notifications;
  const { location } = inputs;
  await add(() =>
    namespaces.createOrUpdate(group, names.hubs, {
      location,
      tags,
      sku: { name: size.notificationHubSku as 'Free' },
      namespaceType: 'NotificationHub',
    }),
  );
  await add(() => notificationHubs.createOrUpdate(group, names.hubs, hub, { location, tags }));
  // The one service without identities: who registers devices may listen, who sends may send.
  for (const right of ['Listen', 'Send'] as const) {
    const rule = right.toLowerCase();
    await add(() =>
      notificationHubs.createOrUpdateAuthorizationRule(group, names.hubs, hub, rule, {
        properties: { rights: [right] },
      }),
    );
    const id = arm.id(
      'Microsoft.NotificationHubs/namespaces/notificationHubs/AuthorizationRules',
      names.hubs,
      hub,
      rule,
    );
    await add(() =>
      clients.vault.secrets.createOrUpdate(group, names.vault, `notification-hub-${rule}`, {
        properties: {
          value: arm.text(`listKeys(${id}, '${version}').primaryConnectionString`),
          contentType: 'connection string',
        },
      }),
    );
  }
}
