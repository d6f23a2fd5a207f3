import type { Scenario } from '../scenario.ts';

interface Account {
  readonly id: string;
  balance: number;
  readonly log: string[];
}
const accounts: Account[] = [];
function reset() {
  accounts.splice(0, 2, { id: '1', balance: 10, log: [] }, { id: '2', balance: 0, log: [] });
}
reset();
const find = ({ id }: Record<string, unknown>) => accounts.find((account) => account.id === id);
// What a mutation returns is what it left at that moment, not what later ones leave.
const snapshot = (account: Account | undefined) => account && { ...account, log: [...account.log] };

/** Mutations of two subgraphs on one state: each result shows what the ones before it did. */
export const mutations: Scenario = {
  reset,
  subgraphs: [
    {
      name: 'bank',
      typeDefs: `
        type Query { accounts: [Account] }
        type Mutation { deposit(id: ID!, amount: Int! = 5): Account double(id: ID!): Account! }
        type Account @key(fields: "id") { id: ID! balance: Int log: [String!] @shareable }`,
      resolvers: {
        Query: { accounts: () => accounts },
        Mutation: {
          deposit: (_: unknown, { id, amount }: { id: string; amount: number }) => {
            const account = find({ id });
            if (account) account.balance += amount;
            account?.log.push(`deposit ${amount}`);
            return snapshot(account);
          },
          double: (_: unknown, { id }: { id: string }) => {
            const account = find({ id });
            if (account) account.balance *= 2;
            account?.log.push('double');
            return snapshot(account);
          },
        },
        Account: { __resolveReference: (reference) => snapshot(find(reference)) },
      },
    },
    {
      name: 'audit',
      typeDefs: `
        type Query { audited: [Account!] }
        type Mutation { note(id: ID!, text: String): Account rename(text: String!): String }
        type Account @key(fields: "id") { id: ID! log: [String!] @shareable kind: String }`,
      resolvers: {
        Query: { audited: () => accounts },
        Mutation: {
          note: (_: unknown, { id, text }: { id: string; text?: string | null }) => {
            find({ id })?.log.push(`note ${text}`);
            return snapshot(find({ id }));
          },
          rename: (_: unknown, { text }: { text: string }) => {
            if (text === '') throw new Error('An empty name');
            for (const { log } of accounts) log.push(`rename ${text}`);
            return text;
          },
        },
        Account: {
          __resolveReference: (reference) => snapshot(find(reference)),
          kind: ({ id }: Account) => `kind ${id}`,
        },
      },
    },
  ],
};
