import { z } from 'zod';

/** `PushSubscription.toJSON()`: https://w3c.github.io/push-api/#dom-pushsubscriptionjson */
const schema = z.object({
  endpoint: z.url().refine(isPushService),
  keys: z.object({ p256dh: z.string().min(1), auth: z.string().min(1) }),
});

/** Plain http is for a push service on this machine alone. */
function isPushService(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
  );
}

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
