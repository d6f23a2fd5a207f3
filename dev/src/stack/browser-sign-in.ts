import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { IdentityProviderApp } from '@headgate/identity-provider/identity-provider-options.ts';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';

const client = { id: 'web', secret: 'development' };

/** The application as the issuer knows it. */
export function describeApp(origin: string): IdentityProviderApp {
  return {
    ...client,
    redirectUris: [`${origin}/auth/callback`],
    postLogoutRedirectUris: [`${origin}/`],
    backChannelLogoutUri: `${origin}/auth/back-channel-logout`,
  };
}

/** What lets browsers sign in at the gateway, and has it serve the application. The key is everybody's: it guards nothing here. */
export function describeSignIn(origin: string): Readonly<Record<string, string>> {
  return {
    SESSION_CLIENT_ID: client.id,
    SESSION_CLIENT_SECRET: client.secret,
    SESSION_PUBLIC_URL: origin,
    SESSION_KEYS: createHash('sha256').update('development').digest('base64'),
    SANDBOX_EXAMPLES: join(repositoryRoot, 'dev', 'examples.graphql'),
    WEB_ROOT: join(repositoryRoot, 'web', 'dist'),
  };
}
