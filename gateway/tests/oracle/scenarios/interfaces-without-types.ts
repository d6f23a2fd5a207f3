import type { Scenario } from '../scenario.ts';

/** An interface that nothing implements, which the planner drops without a word. */
export const interfacesWithoutTypes: Scenario = {
  subgraphs: [
    {
      name: 'ghosts',
      typeDefs: `
        type Query { ghost: Ghost ghosts: [Ghost!] house: House count: Int }
        interface Ghost @key(fields: "id") { id: ID! }
        type House @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Query: {
          ghost: () => ({ id: '1' }),
          ghosts: () => ({}),
          house: () => ({ id: '1', name: 'Manor' }),
          count: () => 0,
        },
        House: { __resolveReference: () => ({ id: '1', name: 'Manor' }) },
      },
    },
    {
      name: 'rooms',
      typeDefs: `
        type House @key(fields: "id") { id: ID! rooms: Int }
        type Ghost @key(fields: "id") @interfaceObject { id: ID! noise: Int }`,
      resolvers: { House: { rooms: () => 3 } },
    },
  ],
};
