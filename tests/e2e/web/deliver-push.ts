import type { Page } from 'playwright-core';

/** Has Chromium's service worker of the page receive a push, as its push service would; answers what is shown then. */
export async function deliverPush(page: Page, origin: string, notification: object): Promise<unknown> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  const tools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ scopeURL }) => scopeURL === `${origin}/`);
      if (found) resolve(found.registrationId);
    }),
  );
  await tools.send('ServiceWorker.enable');
  const data = JSON.stringify(notification);
  await tools.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
  return page.evaluate(`(async () => {
    const registration = await navigator.serviceWorker.ready;
    for (;;) {
      const [first] = await registration.getNotifications();
      if (first) return [first.title, first.body, first.tag];
      await new Promise(requestAnimationFrame);
    }
  })()`);
}
