import { gatewayErrors } from '../../errors.ts';
import type { Callback } from '../../subscriptions/callback/parse-callback.ts';

/**
 * Hands a callback to the gateway at an address; says whether that had a use for it.
 * @throws ServiceError `SERVICE_UNAVAILABLE` when it does not answer, so that the subgraph tries again
 */
export type RelayCallback = (url: string, callback: Callback) => Promise<boolean>;

export interface RelayCallbackOptions {
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
}

/** Says that a callback has come by another gateway, so that it goes no further. */
export const relayedHeader = 'headgate-relayed';

/** Where nobody listens there is no subscription any more. */
const goneCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH']);

export function createRelayCallback({ fetch, timeoutMs }: RelayCallbackOptions): RelayCallback {
  return async (url, callback) => {
    try {
      const response = await fetch(`${url}/${encodeURIComponent(callback.id)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [relayedHeader]: '1' },
        body: callback.text,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      if (response.status < 500) return response.ok;
    } catch (error) {
      const { cause } = error as { readonly cause?: { readonly code?: string } };
      if (goneCodes.has(cause?.code ?? '')) return false;
    }
    throw gatewayErrors.create('SERVICE_UNAVAILABLE', {
      message: 'The gateway that has the subscription does not answer.',
    });
  };
}
