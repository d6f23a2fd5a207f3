import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { gatewayErrors } from '../errors.ts';
import { applyMissingAliases } from './apply-missing-aliases.ts';
import { lowerSynthetics } from './lower-synthetics.ts';
import { mapPlanFetches } from './map-plan-fetches.ts';
import type { Requirements } from './read-requirements.ts';
import type { SyntheticFields } from './synthetic-fields.ts';

/** What planning needs of a supergraph. */
export interface PlanningContext {
  readonly planner: QueryPlanner;
  /** The API schema of the planning supergraph. */
  readonly schema: Schema;
  readonly synthetics: SyntheticFields;
  readonly requirements: Requirements;
  /** Labels of progressive overrides that plans depend on. */
  readonly overrideLabels: readonly string[];
}

/**
 * Plans a canonical document with Apollo's planner. `overrides` tells which labels of progressive overrides are on.
 * @throws ServiceError `QUERY_PLANNING_FAILED`
 */
export function planOperation(
  document: DocumentNode,
  context: PlanningContext,
  overrides: ReadonlyMap<string, boolean>,
): QueryPlan {
  try {
    const operation = operationFromDocument(context.schema, document, { validate: false });
    const plan = context.planner.buildQueryPlan(operation, { overrideConditions: new Map(overrides) });
    return lowerSynthetics(mapPlanFetches(plan, applyMissingAliases), context);
  } catch (cause) {
    throw gatewayErrors.create('QUERY_PLANNING_FAILED', { cause });
  }
}
