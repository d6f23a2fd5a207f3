import type { ApolloServerPlugin } from '@apollo/server';
import { type Identity, isOperator } from '@headgate/identity/identity.ts';
import { OperationTypeNode } from 'graphql';

/** What the context of every operation says. */
export interface CallerContext {
  /** null when nobody is signed in. */
  readonly identity: Identity | null;
}

export interface TellCachesOptions {
  /** The subgraph's name in the supergraph. */
  readonly name: string;
  /** Tells the gateways' caches that what they have under these tags is no longer valid. */
  invalidate(tags: readonly string[]): Promise<void>;
}

/**
 * Makes the answers of a subgraph fit for the gateways' caches. What a caller sees is tagged with the caller, and is
 * invalid when a mutation of theirs has run: callers change nothing but what is theirs. Operators see everybody's data,
 * so nothing of what they see is kept; nor is anything where caches cannot be told of changes.
 */
export function tellCaches<Context extends CallerContext>(
  caches: TellCachesOptions | undefined,
): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue: { identity } }) => {
      const tag = identity && `user-${identity.userId}`;
      const isKept = caches !== undefined && !(identity && isOperator(identity));
      return {
        async didResolveOperation({ overallCachePolicy }) {
          if (!isKept) overallCachePolicy.restrict({ maxAge: 0 });
        },
        async willSendResponse({ operation, response: { body } }) {
          if (tag === null || !caches || !operation) return;
          // A mutation that failed may have changed something all the same.
          if (operation.operation === OperationTypeNode.MUTATION)
            await caches.invalidate([`tag:${caches.name}:${tag}`]);
          if (!isKept || operation.operation !== OperationTypeNode.QUERY || body.kind !== 'single') return;
          const entities = body.singleResult.data?.['_entities'];
          body.singleResult.extensions = {
            ...body.singleResult.extensions,
            apolloCacheTags: [tag],
            ...(Array.isArray(entities) && { apolloEntityCacheTags: entities.map(() => [tag]) }),
          };
        },
      };
    },
  };
}
