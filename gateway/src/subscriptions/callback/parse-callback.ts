import type { EngineEvent } from '../../execution/engine.ts';
import { createReadEnvelope } from '../../execution/replies/read-envelope.ts';

/** What a subgraph says of a subscription when it calls back. */
export type Callback = {
  readonly id: string;
  readonly verifier: string;
  /** The JSON that came. */
  readonly text: string;
} & (
  | { readonly action: 'check' }
  | { readonly action: 'next'; readonly event: EngineEvent }
  | { readonly action: 'complete'; readonly errors: readonly unknown[] }
);

const readEnvelope = createReadEnvelope(['kind', 'action', 'id', 'verifier', 'errors']);

/** Reads the body of a callback; undefined when it is none of the protocol. @throws SyntaxError when it is no JSON */
export function parseCallback(text: string): Callback | undefined {
  const { members, event } = readEnvelope(text) ?? {};
  const { kind, action, id, verifier, errors } = members ?? {};
  if (kind !== 'subscription' || typeof id !== 'string' || typeof verifier !== 'string') return undefined;
  const from = { id, verifier, text };
  if (action === 'check') return { ...from, action };
  if (action === 'next') return event && { ...from, action, event };
  if (action !== 'complete' || !(errors === undefined || errors === null || Array.isArray(errors))) {
    return undefined;
  }
  return { ...from, action, errors: errors ?? [] };
}
