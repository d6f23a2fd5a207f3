import { unescapeXml } from '../protocol/xml-text.ts';
import type { Installation } from './installation.ts';

/** A notification as a platform's push service hands it to a device. */
export interface Delivery {
  /** As text: JSON, or XML for Windows. */
  readonly body: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a device makes of a notification. */
export interface Display {
  readonly title: string;
  readonly text: string;
  /** A notification with the same one takes its place; null where none is given. */
  readonly collapseId: string | null;
  /** What the app is told beside what is shown. */
  readonly data: Readonly<Record<string, unknown>>;
}

interface AppleBody {
  readonly aps?: { readonly alert?: string | { readonly title?: string; readonly body?: string } };
}

interface FirebaseBody {
  readonly message?: {
    readonly notification?: { readonly title?: string; readonly body?: string };
    readonly data?: Readonly<Record<string, string>>;
    readonly android?: { readonly collapse_key?: string; readonly notification?: { readonly tag?: string } };
  };
}

interface BrowserBody {
  readonly title?: string;
  readonly body?: string;
  readonly tag?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * Reads what a device of the platform would display.
 * @throws Error that says why the platform's push service would refuse the notification.
 */
export function readDisplay(platform: Installation['platform'], { body, headers }: Delivery): Display {
  switch (platform) {
    case 'apns':
      return readApple(JSON.parse(body), headers['apns-collapse-id'] ?? null);
    case 'fcmv1':
      return readFirebase(JSON.parse(body));
    case 'browser':
      return readBrowser(body, headers['topic'] ?? null);
    case 'wns':
      return readWindows(body, headers);
  }
}

/** https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns */
function readApple({ aps, ...data }: AppleBody, collapseId: string | null): Display {
  if (!aps) throw new Error('PayloadEmpty: the payload has no aps');
  if (Buffer.byteLength(collapseId ?? '') > 64) throw new Error('BadCollapseId: longer than 64 bytes');
  const alert = typeof aps.alert === 'string' ? { body: aps.alert } : aps.alert;
  return { title: alert?.title ?? '', text: alert?.body ?? '', collapseId, data };
}

/** https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages; data alone an application shows, by these names. */
function readFirebase({ message }: FirebaseBody): Display {
  if (!message) throw new Error('INVALID_ARGUMENT: there is no message');
  const { notification = {}, android = {}, data = {} } = message;
  for (const [name, value] of Object.entries(data)) {
    if (typeof value !== 'string') throw new Error(`INVALID_ARGUMENT: data.${name} is not a string`);
  }
  const collapseId = android.notification?.tag ?? data['tag'] ?? android.collapse_key ?? null;
  const { title = data['title'] ?? '', body: text = data['message'] ?? '' } = notification;
  return { title, text, collapseId, data };
}

/** The topic is of https://datatracker.ietf.org/doc/html/rfc8030#section-5.4, the rest is between app and service worker. */
function readBrowser(body: string, topic: string | null): Display {
  if (topic !== null && !/^[\w-]{1,32}$/.test(topic))
    throw new Error('BadTopic: up to 32 characters of base64url');
  const { title = '', body: text = '', tag = null, data = {} } = JSON.parse(body) as BrowserBody;
  return { title, text, collapseId: topic ?? tag, data };
}

/** https://learn.microsoft.com/windows/apps/develop/notifications/push-notifications/push-request-response-headers */
function readWindows(body: string, headers: Delivery['headers']): Display {
  if (headers['x-wns-type'] !== 'wns/toast') throw new Error('X-WNS-Type is not wns/toast');
  const tag = headers['x-wns-tag'] ?? null;
  if (tag !== null && !/^[A-Za-z0-9]{1,16}$/.test(tag))
    throw new Error('X-WNS-Tag: up to 16 letters and digits');
  const texts = [...body.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => unescapeXml(text));
  const launch = /<toast[^>]*\slaunch="([^"]*)"/.exec(body)?.[1];
  const [title = '', ...rest] = texts;
  return {
    title,
    text: rest.join('\n'),
    collapseId: tag,
    data: launch === undefined ? {} : { launch: unescapeXml(launch) },
  };
}
