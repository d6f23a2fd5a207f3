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
