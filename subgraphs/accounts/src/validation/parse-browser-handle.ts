import { z } from 'zod';

/** `PushSubscription.toJSON()`: https://w3c.github.io/push-api/#dom-pushsubscriptionjson */
const schema = z.object({
  endpoint: z.url({ protocol: /^https$/ }),
  keys: z.object({ p256dh: z.string().min(1), auth: z.string().min(1) }),
});

/**
 * Reads a browser's subscription.
 * @throws for text that is none.
 */
export function parseBrowserHandle(text: string) {
  const { endpoint, keys } = schema.parse(JSON.parse(text));
  return { endpoint, ...keys };
}

/** Whether text is a browser's subscription. */
export function isBrowserHandle(text: string): boolean {
  try {
    parseBrowserHandle(text);
    return true;
  } catch {
    return false;
  }
}
