import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { type BuiltSupergraph, describeInvalidSupergraph } from '../supergraph/build-supergraph.ts';
import { readOverrideLabels } from './decide-overrides.ts';
import { keepGroupsAcyclic } from './keep-groups-acyclic.ts';
import type { PlanningBounds, PlanningContext } from './plan-operation.ts';
import { readRequirements } from './rewriting/read-requirements.ts';
import { rewriteSupergraph } from './rewriting/rewrite-supergraph.ts';

/**
 * Bounds where nobody goes on beyond them. Apollo's planner compares up to 10,000 plans, for seconds, and finds none that is
 * better: the likely ones come first. Ways multiply with each level of lists: more of them end with no plan at all.
 */
const lastBounds: PlanningBounds = { maxPaths: 2_000, maxPlans: 1_000 };

/**
 * Makes a planner for a supergraph, with bounds of its own where whoever plans hands over what is beyond them.
 * @throws ServiceError `SUPERGRAPH_INVALID`
 */
export function createPlanningContext(
  { document, federation }: BuiltSupergraph,
  bounds?: PlanningBounds,
): PlanningContext {
  keepGroupsAcyclic();
  const { maxPaths, maxPlans } = bounds ?? lastBounds;
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
        debug: {
          maxEvaluatedPlans: maxPlans,
          pathsLimit: maxPaths,
        },
      }),
      bounds,
      schema: planned.apiSchema(),
      synthetics: rewritten.synthetics,
      requirements: readRequirements(rewritten.document),
      overrideLabels: readOverrideLabels(document),
    };
  } catch (cause) {
    throw describeInvalidSupergraph(cause);
  }
}
