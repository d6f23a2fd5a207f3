import type { MutationResolvers } from '../../__generated__/resolvers.ts';

/** The resolver of one mutation. */
export type Mutation<Name extends keyof MutationResolvers> = NonNullable<MutationResolvers[Name]>;
