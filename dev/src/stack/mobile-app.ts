import { join } from 'node:path';
import type { IdentityProviderApp } from '@headgate/identity-provider/identity-provider-options.ts';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';

/** Where `npm start` in mobile/ shows the application in a browser. */
export const mobileOrigin = 'http://127.0.0.1:4040';

/** What Expo calls the same. */
const expoOrigin = mobileOrigin.replace('127.0.0.1', 'localhost');

/** The mobile application as the issuer knows it: on a user's own device nothing could keep a secret. */
export const mobileApp: IdentityProviderApp = {
  id: 'mobile',
  redirectUris: ['headgate://signed-in', `${mobileOrigin}/signed-in`, `${expoOrigin}/signed-in`],
};

/** What lets the mobile application ask the gateway, by ids of its manifest, from a browser too. */
export const mobileAccess: Readonly<Record<string, string>> = {
  CORS_ORIGINS: `https://studio.apollographql.com,${mobileOrigin},${expoOrigin}`,
  PERSISTED_DOCUMENTS: 'log',
  PERSISTED_DOCUMENTS_FROM: join(repositoryRoot, 'clients/src/__generated__/manifest.json'),
};
