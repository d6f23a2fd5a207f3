import type { KeySetCounters } from '@headgate/identity/create-key-set.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { type Authenticate, createAuthenticate } from '../../auth/create-authenticate.ts';
import type { GatewayConfig } from '../../config/config.ts';
import { toPublicError } from '../../operations/errors/public-error.ts';

/** Finds out who asks: by the program's own function, or by the tokens of an identity provider. */
export function openAuthenticate(
  { extensions, oidc }: GatewayConfig,
  { keySetCounters, logger }: { readonly keySetCounters: KeySetCounters; readonly logger: Logger },
): Authenticate {
  const { authenticate } = extensions;
  if (!authenticate) return createAuthenticate(oidc && { ...oidc, logger, keySetCounters });
  return async (credentials) => {
    try {
      return await authenticate(credentials);
    } catch (thrown) {
      throw toPublicError(thrown);
    }
  };
}
