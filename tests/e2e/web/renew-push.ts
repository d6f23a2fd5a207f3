import type { BrowserContext, Page } from 'playwright-core';
import { findWorker } from './deliver-push.ts';

const endpoints = ['https://push.example/1', 'https://push.example/2'] as const;
const keys = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};

/** Lets pages subscribe to a push service of which nothing is ever heard: Chromium without a network has none. */
export async function subscribeNowhere(context: BrowserContext): Promise<void> {
  const subscription = { endpoint: endpoints[0], keys };
  await context.addInitScript(`
    const subscription = { ...${JSON.stringify(subscription)}, unsubscribe: async () => true };
    let current = null;
    PushManager.prototype.subscribe = async () => (current = subscription);
    PushManager.prototype.getSubscription = async () => current;
    Object.defineProperty(Notification, 'permission', { get: () => 'granted' });
    Notification.requestPermission = async () => 'granted';
  `);
}

/** Tells the service worker of a page that its subscription has another address now; resolves when it has dealt with that. */
export async function changeSubscription(page: Page): Promise<void> {
  const worker = await findWorker(page);
  const newSubscription = { endpoint: endpoints[1], keys };
  // Nobody but the browser may have an event wait, and this one is made by a script.
  await worker.evaluate(`new Promise((resolve) => {
    const event = new ExtendableEvent('pushsubscriptionchange');
    Object.defineProperties(event, {
      newSubscription: { value: ${JSON.stringify(newSubscription)} },
      waitUntil: { value: resolve },
    });
    self.dispatchEvent(event);
  })`);
}
