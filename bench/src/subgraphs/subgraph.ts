/** What resolves a field; each resolver knows the shape of its own parent and arguments, hence `never`. */
export type Resolve = (parent: never, args: never) => unknown;

/** A subgraph to serve: its schema as SDL, and what answers it. */
export interface Subgraph {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers: Readonly<Record<string, Readonly<Record<string, Resolve>>>>;
}
