import type { GraphQLScalarType } from 'graphql';
import type { SubgraphRequest } from './serve-test-subgraph.ts';

/** Resolves a field. Each resolver knows the shape of its own parent and arguments, hence `never`. */
export type ResolveField = (parent: never, args: never, context: SubgraphRequest) => unknown;

/** Resolvers of one type: by field, and the two that are about the type itself. */
export interface TypeResolvers {
  readonly __resolveReference?: (reference: Record<string, unknown>, context: SubgraphRequest) => unknown;
  readonly __resolveType?: (value: never) => string;
  readonly [field: string]:
    | ResolveField
    | TypeResolvers['__resolveReference']
    | TypeResolvers['__resolveType'];
}

export type TestResolvers = Readonly<Record<string, TypeResolvers | GraphQLScalarType>>;

/** A subgraph of a scenario. */
export interface TestSubgraph {
  readonly name: string;
  /** SDL; the link to the federation specification is added. */
  readonly typeDefs: string;
  readonly resolvers: TestResolvers;
}
