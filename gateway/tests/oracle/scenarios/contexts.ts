import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const profiles = [{ id: 'p1' }, { id: 'p2' }];
const users = [
  { id: '1', currency: 'USD', profile: profiles[0], profiles },
  { id: '2', currency: '', profile: profiles[1], profiles: [profiles[0]] },
];
interface Profile {
  readonly id: string;
  readonly currency?: string;
}
const withCurrency = (profile: Profile | undefined, currency: string) => profile && { ...profile, currency };

/** A field whose argument comes from the nearest object of a context, not from the client. */
export const contexts: Scenario = {
  subgraphs: [
    {
      name: 'users',
      typeDefs: `
        type Query { users: [User!]! }
        type User @key(fields: "id") @context(name: "user") { id: ID! currency: String! profile: Profile profiles: [Profile] }
        type Profile @key(fields: "id") { id: ID! price(currency: String @fromContext(field: "$user { currency }")): String }`,
      resolvers: {
        Query: { users: () => users },
        User: { __resolveReference: findRecord(users, 'id') },
        Profile: {
          __resolveReference: findRecord(profiles, 'id'),
          price: ({ id }: Profile, { currency }: { currency?: string }) => `${currency} of ${id}`,
        },
      },
    },
    {
      name: 'names',
      typeDefs: `type Profile @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Profile: { __resolveReference: (reference) => reference, name: ({ id }: Profile) => `name ${id}` },
      },
    },
  ],
  monolithResolvers: {
    User: {
      profile: ({ profile, currency }: (typeof users)[0]) => withCurrency(profile, currency),
      profiles: (user: (typeof users)[0]) =>
        user.profiles.map((profile) => withCurrency(profile, user.currency)),
    },
    Profile: { price: ({ id, currency }: Profile) => `${currency} of ${id}` },
  },
};
