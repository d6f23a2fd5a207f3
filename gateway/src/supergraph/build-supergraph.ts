import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { type GraphQLSchema, parse } from 'graphql';
import { gatewayErrors } from '../errors.ts';
import { readOverrideLabels } from '../planning/decide-overrides.ts';
import type { PlanningContext } from '../planning/plan-operation.ts';
import { readRequirements } from '../planning/read-requirements.ts';
import { rewriteSupergraph } from '../planning/rewrite-supergraph.ts';
import { createTypeIndex, type TypeIndex } from './type-index.ts';

/** A supergraph, ready to serve. */
export interface BuiltSupergraph {
  readonly sdl: string;
  /** What clients see: validation and introspection use this one. */
  readonly apiSchema: GraphQLSchema;
  /** All types, those that clients may not see included. */
  readonly types: TypeIndex;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  readonly overrideLabels: readonly string[];
  readonly planning: PlanningContext;
}

/**
 * Builds a supergraph from its SDL, with a planner for it.
 * @throws ServiceError `SUPERGRAPH_INVALID`
 */
export function buildSupergraph(sdl: string): BuiltSupergraph {
  try {
    const supportedFeatures = ROUTER_SUPPORTED_SUPERGRAPH_FEATURES;
    const document = parse(sdl, { noLocation: true });
    const supergraph = Supergraph.build(document, { supportedFeatures });
    const rewritten = rewriteSupergraph(document);
    // Not validated again: external fields that only synthetic ones stand for now look unused.
    const planned =
      rewritten.document === document
        ? supergraph
        : Supergraph.build(rewritten.document, { supportedFeatures, validateSupergraph: false });
    return {
      sdl,
      apiSchema: supergraph.apiSchema().toGraphQLJSSchema({ includeDefer: true }),
      types: createTypeIndex(supergraph.schema),
      subgraphs: supergraph.subgraphsMetadata(),
      overrideLabels: readOverrideLabels(document),
      planning: {
        planner: new QueryPlanner(planned, {
          reuseQueryFragments: false,
          incrementalDelivery: { enableDefer: true },
        }),
        schema: planned.apiSchema(),
        synthetics: rewritten.synthetics,
        requirements: readRequirements(rewritten.document),
      },
    };
  } catch (cause) {
    throw gatewayErrors.create('SUPERGRAPH_INVALID', {
      cause,
      ...(cause instanceof Error && { message: `The supergraph cannot be built: ${cause.message}` }),
    });
  }
}
