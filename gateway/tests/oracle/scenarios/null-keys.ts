import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const tags = [
  { id: '1', name: 'One', colour: 'red', uses: 3 },
  { id: null, name: 'Nameless', colour: null, uses: null },
  { id: '2', name: null, colour: 'blue', uses: 0 },
];
const notes = [
  { text: 'first', tag: tags[0], tags },
  { text: null, tag: tags[1], tags: [tags[1], null, tags[1]] },
];

/** Keys that are null: such an entity is unknown elsewhere. */
export const nullKeys: Scenario = {
  subgraphs: [
    {
      name: 'notes',
      typeDefs: `
        type Query { notes: [Note] nameless: Tag }
        type Note { text: String tag: Tag tags: [Tag] }
        type Tag @key(fields: "id") { id: ID name: String }`,
      resolvers: {
        Query: { notes: () => notes, nameless: () => tags[1] },
        Tag: { __resolveReference: findRecord(tags, 'id') },
      },
    },
    {
      name: 'colours',
      typeDefs: `
        type Query { colouredTags: [Tag] }
        type Tag @key(fields: "id") { id: ID colour: String uses: Int }`,
      resolvers: {
        Query: { colouredTags: () => [tags[2], tags[0]] },
        Tag: {
          __resolveReference: (reference) =>
            reference['id'] === null ? null : findRecord(tags, 'id')(reference),
        },
      },
    },
  ],
};
