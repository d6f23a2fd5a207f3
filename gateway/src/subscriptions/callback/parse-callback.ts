import { isRecord } from '@headgate/service/is-record.ts';

/** What a subgraph says of a subscription when it calls back. */
export type Callback = {
  readonly id: string;
  readonly verifier: string;
} & (
  | { readonly action: 'check' }
  | { readonly action: 'next'; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly action: 'complete'; readonly errors: readonly unknown[] }
);

/** Reads the body of a callback; undefined when it is none of the protocol. */
export function parseCallback(body: unknown): Callback | undefined {
  if (!isRecord(body)) return undefined;
  const { kind, action, id, verifier, payload, errors } = body as { readonly [member: string]: unknown };
  if (kind !== 'subscription' || typeof id !== 'string' || typeof verifier !== 'string') return undefined;
  if (action === 'check') return { action, id, verifier };
  if (action === 'next') return isRecord(payload) ? { action, id, verifier, payload } : undefined;
  if (action !== 'complete' || !(errors === undefined || errors === null || Array.isArray(errors))) {
    return undefined;
  }
  return { action, id, verifier, errors: errors ?? [] };
}
