import type { Page, Worker } from 'playwright-core';

/**
 * Has Chromium's service worker of the page receive a push, as its push service would.
 * @returns what the worker has the browser show: Chromium as it comes from npm shows no notifications
 */
export async function deliverPush(page: Page, origin: string, notification: object): Promise<unknown> {
  const worker = await findWorker(page);
  const shown = worker.evaluate(`new Promise((resolve) => {
    const show = registration.showNotification.bind(registration);
    registration.showNotification = (title, options) => {
      resolve([title, options.body, options.tag]);
      return show(title, options);
    };
  })`);
  // It listens by then: what is evaluated comes to a worker in order.
  await worker.evaluate('0');
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
  return shown;
}

/** The service worker of a page, when it is active. */
export async function findWorker(page: Page): Promise<Worker> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  const [worker] = page.context().serviceWorkers();
  return worker ?? page.context().waitForEvent('serviceworker');
}
