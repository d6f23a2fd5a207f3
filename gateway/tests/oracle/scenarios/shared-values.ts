import type { Scenario } from '../scenario.ts';

const position = { x: 1, y: 0, label: { text: 'A', colour: 'red' }, area: [{ x: 3, y: null, label: null }] };
const places = [
  { name: 'Home', position, corners: [position, null] },
  { name: null, position: null, corners: [] },
];
const query = { places: () => places, origin: () => position };

/** Value types without a key: each subgraph knows a part, and shared roots lead to both parts. */
export const sharedValues: Scenario = {
  subgraphs: [
    {
      name: 'geometry',
      typeDefs: `
        type Query @shareable { places: [Place] origin: Position }
        type Place { name: String @shareable position: Position @shareable }
        type Position @shareable { x: Int label: Label area: [Position] }
        type Label @shareable { text: String }`,
      resolvers: { Query: query },
    },
    {
      name: 'paint',
      typeDefs: `
        type Query @shareable { places: [Place] origin: Position }
        type Place { name: String @shareable position: Position @shareable corners: [Position] }
        type Position @shareable { x: Int y: Int label: Label area: [Position] }
        type Label @shareable { text: String colour: String }`,
      resolvers: { Query: query },
    },
  ],
};
