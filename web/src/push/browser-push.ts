/** What this browser can do about notifications: `none` for a browser that knows no push, `blocked` where the user refused. */
export type PushState = 'none' | 'blocked' | 'off' | 'on';

const findRegistration = async () => navigator.serviceWorker?.getRegistration();

/** The subscription of this browser, if it has one. */
export async function findSubscription(): Promise<PushSubscription | null> {
  return (await (await findRegistration())?.pushManager?.getSubscription()) ?? null;
}

/** How it stands with notifications in this browser. */
export async function findPushState(): Promise<PushState> {
  const registration = await findRegistration();
  if (!registration?.pushManager || !('Notification' in globalThis)) return 'none';
  if (Notification.permission === 'denied') return 'blocked';
  return (await findSubscription()) ? 'on' : 'off';
}

/**
 * Asks the user, and subscribes for the key of the server.
 * @throws DOMException when the user refuses, or the browser's push service is not there
 */
export async function subscribe(key: string): Promise<PushSubscription> {
  const registration = await navigator.serviceWorker.ready;
  if ((await Notification.requestPermission()) !== 'granted') throw new DOMException('', 'NotAllowedError');
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/** Ends the subscription: the push service tells whoever sends that it is gone. */
export async function unsubscribe(): Promise<void> {
  await (await findSubscription())?.unsubscribe();
}

const browsers = [
  ['Edge', /\bEdg\//],
  ['Firefox', /\bFirefox\//],
  ['Chrome', /\bChrome\//],
  ['Safari', /\bSafari\//],
] as const;

/** What people call this browser. */
export function nameBrowser(userAgent: string = navigator.userAgent): string {
  const name = browsers.find(([, form]) => form.test(userAgent))?.[0] ?? 'Browser';
  const system = /Windows|Mac OS X|Android|Linux|iPhone|iPad/.exec(userAgent)?.[0];
  return system ? `${name} (${system})` : name;
}
