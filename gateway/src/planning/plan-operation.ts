import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, OperationTypeNode, visit } from 'graphql';
import { gatewayErrors } from '../errors.ts';
import { applyMissingAliases } from './apply-missing-aliases.ts';
import { lowerSynthetics } from './lower-synthetics.ts';
import { mapPlanFetches } from './map-plan-fetches.ts';
import { orderByInputs } from './order-by-inputs.ts';
import { postponeEarlyFields } from './postpone-early-fields.ts';
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
    return plan(document);
  } catch (cause) {
    const unconditional = removeConditions(document);
    if (unconditional === undefined) throw gatewayErrors.create('QUERY_PLANNING_FAILED', { cause });
    return planOperation(unconditional, context, overrides);
  }

  function plan(planned: DocumentNode): QueryPlan {
    const operation = operationFromDocument(context.schema, planned, { validate: false });
    const raw = context.planner.buildQueryPlan(operation, { overrideConditions: new Map(overrides) });
    const aliased = mapPlanFetches(raw, applyMissingAliases);
    return lowerSynthetics(orderByInputs(postponeEarlyFields(aliased, context.requirements)), context);
  }
}

/**
 * The document without conditions, undefined when there are none. The planner fails on some conditions beside interface
 * objects; without them a query fetches more than it answers. A mutation must not: it would do what was skipped.
 */
function removeConditions(document: DocumentNode): DocumentNode | undefined {
  let isQuery = true;
  const unconditional = visit(document, {
    OperationDefinition: ({ operation }) => {
      isQuery = operation === OperationTypeNode.QUERY;
    },
    Directive: ({ name }) => (name.value === 'skip' || name.value === 'include' ? null : undefined),
  });
  return isQuery && unconditional !== document ? unconditional : undefined;
}
