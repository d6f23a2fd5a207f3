import { acknowledgeAction, type PushResponse } from '../ports/push-service.ts';

/** A response of Expo's as far as it is read here; what is in it depends on the system, and on whether JavaScript was running. */
interface NativeResponse {
  readonly actionIdentifier?: string;
  readonly notification?: {
    readonly request?: {
      readonly content?: { readonly data?: Record<string, unknown> | null };
      readonly trigger?: {
        /** iOS: what came with `aps`. */
        readonly payload?: Record<string, unknown> | null;
        /** Android. */
        readonly remoteMessage?: { readonly data?: Record<string, unknown> | null } | null;
      } | null;
    };
  };
}

/** What a user did with the notification of an alert; undefined for other notifications. */
export function readResponse({ actionIdentifier, notification }: NativeResponse): PushResponse | undefined {
  const { content, trigger } = notification?.request ?? {};
  const places = [content?.data, trigger?.payload, trigger?.remoteMessage?.data];
  const alertId = places.map((data) => data?.['alertId']).find((id) => typeof id === 'string');
  if (typeof alertId !== 'string') return undefined;
  return { alertId, action: actionIdentifier === acknowledgeAction ? 'acknowledge' : 'open' };
}
