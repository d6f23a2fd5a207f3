import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { type BuiltSupergraph, describeInvalidSupergraph } from '../supergraph/build-supergraph.ts';
import { readOverrideLabels } from './decide-overrides.ts';
import type { PlanningContext } from './plan-operation.ts';
import { readRequirements } from './read-requirements.ts';
import { rewriteSupergraph } from './rewrite-supergraph.ts';

/**
 * Makes a planner for a supergraph.
 * @throws ServiceError `SUPERGRAPH_INVALID`
 */
export function createPlanningContext({ document, federation }: BuiltSupergraph): PlanningContext {
  try {
    const rewritten = rewriteSupergraph(document);
    // Not validated again: external fields that only synthetic ones stand for now look unused.
    const planned =
      rewritten.document === document
        ? federation
        : Supergraph.build(rewritten.document, {
            supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
            validateSupergraph: false,
          });
    return {
      planner: new QueryPlanner(planned, {
        reuseQueryFragments: false,
        incrementalDelivery: { enableDefer: true },
      }),
      schema: planned.apiSchema(),
      synthetics: rewritten.synthetics,
      requirements: readRequirements(rewritten.document),
      overrideLabels: readOverrideLabels(document),
    };
  } catch (cause) {
    throw describeInvalidSupergraph(cause);
  }
}
