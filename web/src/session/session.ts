import { learnTime } from '@headgate/clients/clock.ts';
import { unsubscribe } from '../push/browser-push.ts';
import { forgetRegistration } from '../push/push-registration.ts';

/** Who is signed in. */
export interface SignedInUser {
  readonly subject: string;
  readonly name?: string;
  readonly roles: readonly string[];
  readonly endsAt: string;
}

/** The header that tells the gateway that a request is ours. */
export const ownHeaders = { 'headgate-csrf': '1' };

/** Undefined when nobody is; `null` when it cannot be told, without a network. */
export async function readSession(): Promise<SignedInUser | undefined | null> {
  const response = await fetch('/auth/session', { headers: ownHeaders }).catch(() => undefined);
  learnTime(response?.headers.get('date') ?? null);
  if (!response || response.status >= 500) return null;
  return response.ok ? ((await response.json()) as SignedInUser) : undefined;
}

export function signIn(): void {
  location.assign(`/auth/login?to=${encodeURIComponent(location.pathname + location.search)}`);
}

let isLeaving = false;

/** Whether this page is signing out: the end of its session is then no news. */
export const isSigningOut = () => isLeaving;

export async function signOut(everywhere: boolean): Promise<void> {
  isLeaving = true;
  // Whoever uses this browser next is not to see the alerts of this user.
  await Promise.all([unsubscribe(), forgetRegistration()]).catch(() => undefined);
  const response = await fetch(`/auth/logout?everywhere=${everywhere}`, {
    method: 'POST',
    headers: ownHeaders,
  });
  const { next } = (await response.json()) as { next?: string };
  location.assign(next ?? '/');
}
