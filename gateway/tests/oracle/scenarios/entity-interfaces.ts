import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const nodes = [
  { __typename: 'Person', id: '1', name: 'Ada', age: 36, views: 3 },
  { __typename: 'Company', id: '2', name: 'Acme', staff: [] as unknown[], views: 0 },
  { __typename: 'Person', id: '3', name: null, age: null, views: null },
];
nodes[1]?.staff?.push(nodes[0], null);
const resolveType = ({ __typename }: { __typename: string }) => __typename;
const asParty = (reference: Record<string, unknown>) => {
  const party = findRecord(nodes, 'id')(reference);
  return party && { ...party, __typename: 'Party' };
};

/** An interface with a key; its fields come from a subgraph that knows the types and from two that do not, one by `@requires`. */
export const entityInterfaces: Scenario = {
  subgraphs: [
    {
      name: 'parties',
      typeDefs: `
        type Query { parties: [Party!]! people: [Person] }
        interface Party @key(fields: "id") { id: ID! name: String }
        type Person implements Party @key(fields: "id") { id: ID! name: String age: Int }
        type Company implements Party @key(fields: "id") { id: ID! name: String staff: [Person] }`,
      resolvers: {
        Query: { parties: () => nodes, people: () => [nodes[0], nodes[2]] },
        Party: { __resolveReference: findRecord(nodes, 'id'), __resolveType: resolveType },
        Person: { __resolveReference: findRecord(nodes, 'id') },
        Company: { __resolveReference: findRecord(nodes, 'id') },
      },
    },
    {
      name: 'views',
      typeDefs: `
        type Query { viewed: [Party] }
        type Party @key(fields: "id") @interfaceObject { id: ID! views: Int }`,
      resolvers: { Query: { viewed: () => nodes.map(asParty) }, Party: { __resolveReference: asParty } },
    },
    {
      name: 'ranks',
      typeDefs: `
        type Party @key(fields: "id") @interfaceObject {
          id: ID! views: Int @external name: String @external rank: String @requires(fields: "views name")
        }`,
      resolvers: {
        Party: {
          __resolveReference: (reference) => reference,
          rank: ({ views, name }: { views: number | null; name: string | null }) => `${views} ${name}`,
        },
      },
    },
  ],
  monolithResolvers: { Query: { viewed: () => nodes } },
};
