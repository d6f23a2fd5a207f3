import { gatewayErrors } from '../../errors.ts';
import type { UpstreamFailure } from './upstream.ts';

/** By these a subgraph says that the same again would be refused again. */
const finalCloseCodes: ReadonlySet<number | undefined> = new Set([4400, 4401, 4406, 4409, 4429]);

/** Tells a refusal from a loss: graphql-ws reports the payload of an `error` message, a close event, an error event of the socket, or an error. */
export function toUpstreamFailure(reported: unknown): UpstreamFailure {
  if (Array.isArray(reported)) return { kind: 'refused', errors: reported };
  const { code, reason, message, error } = reported as {
    readonly code?: number;
    readonly reason?: string;
    readonly message?: string;
    readonly error?: { readonly code?: string };
  };
  if (error?.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
    return { kind: 'lost', cause: gatewayErrors.create('SUBREQUEST_RESPONSE_TOO_LARGE', { cause: error }) };
  const cause =
    reported instanceof Error ? reported : new Error(message ?? `closed with ${code} ${reason ?? ''}`.trim());
  return { kind: 'lost', cause, isFinal: finalCloseCodes.has(code) };
}
