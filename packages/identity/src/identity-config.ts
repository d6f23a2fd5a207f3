import { httpUrl } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

/** Environment variables of every service that verifies tokens. */
export const identityEnvironment = {
  /** `iss` of the tokens, e.g. https://login.microsoftonline.com/TENANT/v2.0 */
  OIDC_ISSUER: httpUrl,
  /** `aud` of the tokens: the application id URI of the API. */
  OIDC_AUDIENCE: z.string({ error: 'expected the audience of the access tokens, e.g. api://headgate' }),
  /** Where the issuer publishes its keys. */
  OIDC_JWKS_URL: httpUrl,
};
