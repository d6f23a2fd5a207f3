import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { expect, test } from '@jest/globals';
import { of } from 'rxjs';
import type { Session } from '../sign-in/create-session.ts';
import { createTokenLink } from './create-token-link.ts';

/** A gateway that takes the second token alone, as it does when the clock of the phone is wrong. */
function createPart(taken: string) {
  let count = 1;
  const asked: unknown[] = [];
  const session = {
    accessToken: async () => `token-${count}`,
    distrust: () => {
      count += 1;
    },
  } as unknown as Session;
  const gateway = new ApolloLink((operation) => {
    const { headers } = operation.getContext();
    asked.push(headers?.authorization);
    if (headers?.authorization === `Bearer ${taken}`) return of({ data: { me: 'ada' } });
    return of({ errors: [{ message: 'No', extensions: { code: 'UNAUTHENTICATED' } }] });
  });
  const link = ApolloLink.from([createTokenLink(session), gateway]);
  return { asked, client: new ApolloClient({ cache: new InMemoryCache(), link }) };
}

const query = gql`query Me { me }`;

test('an operation whose token is not taken is sent once more with a new one', async () => {
  const { asked, client } = createPart('token-2');
  expect((await client.query({ query })).data).toEqual({ me: 'ada' });
  expect(asked).toEqual(['Bearer token-1', 'Bearer token-2']);
});

test('a gateway that takes no token is not asked for ever', async () => {
  const { asked, client } = createPart('none');
  await expect(client.query({ query })).rejects.toThrow('No');
  expect(asked).toEqual(['Bearer token-1', 'Bearer token-2']);
});
