import type { Identity } from '@headgate/identity/identity.ts';

/** What came with a request, or with the connection that an operation came over. */
export interface Credentials {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Tells who asks; null for nobody. The operation is refused with what it throws: a GraphQLError goes to the client as it is. */
export type AuthenticateRequest = (credentials: Credentials) => Promise<Identity | null> | Identity | null;
