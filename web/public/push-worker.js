// Part of the service worker: shows what the push service brings, and opens the application when somebody chooses it.

self.addEventListener('push', (event) => {
  const { title, body, tag, data } = event.data?.json() ?? {};
  const options = { body, tag, data, icon: '/icon.svg', dir: 'auto' };
  event.waitUntil(self.registration.showNotification(title || 'Headgate', options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openAlerts());
});

async function openAlerts() {
  const [open] = await self.clients.matchAll({ type: 'window' });
  if (open) await open.focus();
  else await self.clients.openWindow('/');
}

// The push service has given this browser another address: accounts is told, for the device that it knows.
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)));

async function renew({ oldSubscription, newSubscription }) {
  const cache = await self.caches.open('headgate-push');
  const kept = await (await cache.match('/push-registration'))?.json();
  // Nobody is signed in here any more.
  if (!kept) return;
  const subscription =
    newSubscription ?? (await self.registration.pushManager.subscribe(oldSubscription.options));
  const { deviceId, name, operations } = kept;
  const input = { platform: 'BROWSER', name, pushHandle: JSON.stringify(subscription) };
  const answer = await ask(operations, 'RegisterDevice', { input });
  const device = answer.data?.registerDevice;
  if (!device) return;
  await cache.put('/push-registration', Response.json({ ...kept, deviceId: device.id }));
  if (device.id !== deviceId) await ask(operations, 'RemoveDevice', { id: deviceId });
}

async function ask(operations, operationName, variables) {
  const persistedQuery = { version: 1, sha256Hash: operations[operationName] };
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'headgate-csrf': '1' },
    body: JSON.stringify({ operationName, variables, extensions: { persistedQuery } }),
  });
  return response.json();
}
