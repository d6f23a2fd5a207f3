import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const documents = [
  {
    id: '1',
    body: { id: 'inner', __typename: 'Other', list: [{ a: null }, [0, false, '']] },
    meta: [1, [2]],
    at: '2026-01-01',
  },
  { id: '2', body: false, meta: 0, at: null },
  { id: '3', body: null, meta: '', at: 0 },
];

/** Custom scalars that hold any JSON, objects that look like entities included, as values, arguments and inputs of `@requires`. */
export const jsonScalars: Scenario = {
  subgraphs: [
    {
      name: 'documents',
      typeDefs: `
        scalar JSON
        scalar Time
        type Query { documents: [Document] echo(value: JSON, values: [JSON!]): JSON }
        type Document @key(fields: "id") { id: ID! body: JSON bodies: [JSON] at: Time }`,
      resolvers: {
        Query: {
          documents: () => documents,
          echo: (_: unknown, { value, values }: { value?: unknown; values?: unknown }) => value ?? values,
        },
        Document: {
          __resolveReference: findRecord(documents, 'id'),
          bodies: ({ body, meta }: (typeof documents)[0]) => [body, meta],
        },
      },
    },
    {
      name: 'digests',
      typeDefs: `
        scalar JSON
        type Document @key(fields: "id") { id: ID! body: JSON @external meta: JSON digest: String @requires(fields: "body") wrap(value: JSON = "none"): JSON }`,
      resolvers: {
        Document: {
          __resolveReference: (reference) => ({ ...findRecord(documents, 'id')(reference), ...reference }),
          digest: ({ body }: { body: unknown }) => JSON.stringify(body),
          wrap: ({ id }: { id: string }, { value }: { value?: unknown }) => ({ id, value }),
        },
      },
    },
  ],
};
