import { signIn } from '@headgate/dev/demo/sign-in.ts';
import type { Stack } from '@headgate/dev/stack/stack.ts';

export interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string };
  }[];
}

/** Asks as one of the demo users. */
export type Ask = (query: string, variables?: object) => Promise<GraphqlAnswer>;

/** Signs a demo user in. */
export async function askAs(stack: Stack, userName: string): Promise<Ask> {
  const token = await signIn(stack.identity.issuer, userName);
  return async (query, variables = {}) => {
    const response = await fetch(stack.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlAnswer;
  };
}
