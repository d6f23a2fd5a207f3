import type { ApolloServer } from '@apollo/server';
import type { Identity } from '@headgate/identity/identity.ts';
import type { OperationContext } from './operation-context.ts';

/** Where the transports take their operations. */
export interface GraphQLService {
  readonly apollo: ApolloServer<OperationContext>;
  /** Keeps the supergraph in service until the operation is done; undefined while there is none. */
  enter(): Disposable | undefined;
  /** Names the supergraph in service by its content; undefined while there is none, and where answers cannot be cached. */
  readonly supergraphId: string | undefined;
  /** Equal for callers of equal rights, as far as an access token tells; undefined where everybody has all. */
  classOf(identity: Identity | null): string | undefined;
}
