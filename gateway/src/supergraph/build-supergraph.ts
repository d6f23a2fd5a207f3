import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import type { ServiceError } from '@headgate/service/define-errors.ts';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { gatewayErrors } from '../errors.ts';
import { findReferences } from './find-references.ts';
import { defineOneOf } from './keep-one-of.ts';
import { createTypeIndex, type TypeIndex } from './type-index.ts';

/** A supergraph, read and checked. */
export interface BuiltSupergraph {
  readonly sdl: string;
  readonly document: DocumentNode;
  readonly federation: Supergraph;
  /** What clients see: validation and introspection use this one. */
  readonly apiSchema: GraphQLSchema;
  /** All types, those that clients may not see included. */
  readonly types: TypeIndex;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
}

/**
 * Builds a supergraph from its SDL.
 * @throws ServiceError `SUPERGRAPH_INVALID`
 */
export function buildSupergraph(sdl: string): BuiltSupergraph {
  try {
    const document = defineOneOf(parse(sdl, { noLocation: true }));
    const federation = Supergraph.build(document, {
      supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    });
    return {
      sdl,
      document,
      federation,
      apiSchema: federation.apiSchema().toGraphQLJSSchema({ includeDefer: true }),
      types: createTypeIndex(federation.schema, findReferences(document)),
      subgraphs: federation.subgraphsMetadata(),
    };
  } catch (cause) {
    throw describeInvalidSupergraph(cause);
  }
}

/** Says what is wrong with a supergraph. */
export function describeInvalidSupergraph(cause: unknown): ServiceError {
  return gatewayErrors.create('SUPERGRAPH_INVALID', {
    cause,
    ...(cause instanceof Error && { message: `The supergraph cannot be built: ${cause.message}` }),
  });
}
