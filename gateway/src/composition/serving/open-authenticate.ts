import type { KeySetCounters } from '@headgate/identity/create-key-set.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { Authenticate } from '../../auth/create-authenticate.ts';
import type { GatewayConfig } from '../../config/config.ts';
import { toPublicError } from '../../operations/errors/public-error.ts';

const anonymous = Promise.resolve(null);

/**
 * Finds out who asks: by the program's own function, or by the tokens of an identity provider. Without an issuer to trust everybody is
 * anonymous here, and the subgraphs decide.
 */
export async function openAuthenticate(
  { extensions, oidc }: GatewayConfig,
  { keySetCounters, logger }: { readonly keySetCounters: KeySetCounters; readonly logger: Logger },
): Promise<Authenticate> {
  const { authenticate } = extensions;
  if (!authenticate) {
    if (!oidc) return () => anonymous;
    const { createAuthenticate } = await import('../../auth/create-authenticate.ts');
    return createAuthenticate({ ...oidc, logger, keySetCounters });
  }
  return async (credentials) => {
    try {
      return await authenticate(credentials);
    } catch (thrown) {
      throw toPublicError(thrown);
    }
  };
}
