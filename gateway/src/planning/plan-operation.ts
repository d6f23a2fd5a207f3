import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, OperationTypeNode, visit } from 'graphql';
import { gatewayErrors } from '../errors.ts';
import type { FetchDocuments } from './fetches/fetch-documents.ts';
import { mapPlanFetches } from './fetches/map-plan-fetches.ts';
import { orderByInputs } from './fetches/order-by-inputs.ts';
import { postponeEarlyFields } from './fetches/postpone-early-fields.ts';
import { applyMissingAliases } from './operation/apply-missing-aliases.ts';
import { lowerSynthetics } from './rewriting/lower-synthetics.ts';
import type { Requirements } from './rewriting/read-requirements.ts';
import type { SyntheticFields } from './rewriting/synthetic-fields.ts';

/** What planning needs of a supergraph. */
export interface PlanningContext {
  readonly planner: QueryPlanner;
  /** Bounds beyond which another planner goes on; undefined when none does. */
  readonly bounds: PlanningBounds | undefined;
  /** The API schema of the planning supergraph. */
  readonly schema: Schema;
  readonly synthetics: SyntheticFields;
  readonly requirements: Requirements;
  /** Labels of progressive overrides that plans depend on. */
  readonly overrideLabels: readonly string[];
}

/** How many ways the planner follows. */
export interface PlanningBounds {
  /** Ways from subgraph to subgraph that lead to one field. */
  readonly maxPaths: number;
  /** Plans that are compared. */
  readonly maxPlans: number;
}

/** There are more ways than the planner may follow; or more plans than it may compare, where another would compare more. */
export class BoundsReachedError extends Error {}

/** How an operation is planned. */
export interface PlanningRequest {
  /** Which labels of progressive overrides are on. */
  readonly overrides: ReadonlyMap<string, boolean>;
  readonly documents: FetchDocuments;
}

/**
 * Plans a canonical document with Apollo's planner.
 * @throws ServiceError `QUERY_PLANNING_FAILED`
 * @throws BoundsReachedError
 */
export function planOperation(
  document: DocumentNode,
  context: PlanningContext,
  { overrides, documents }: PlanningRequest,
): QueryPlan {
  try {
    return plan(document);
  } catch (cause) {
    if (isBeyondBounds(cause)) throw new BoundsReachedError('Too many paths', { cause });
    const unconditional = removeConditions(document);
    if (unconditional === undefined) throw gatewayErrors.create('QUERY_PLANNING_FAILED', { cause });
    return planOperation(unconditional, context, { overrides, documents });
  }

  function plan(planned: DocumentNode): QueryPlan {
    const operation = operationFromDocument(context.schema, planned, { validate: false });
    const { planner, bounds } = context;
    const raw = planner.buildQueryPlan(operation, { overrideConditions: new Map(overrides) });
    // Above its limit the planner drops plans until it is within: it halves their number at most with each step.
    const evaluated = planner.lastGeneratedPlanStatistics()?.evaluatedPlanCount ?? 0;
    if (bounds && evaluated > bounds.maxPlans / 2) throw new BoundsReachedError('Too many plans');
    const { requirements, synthetics } = context;
    const aliased = mapPlanFetches(raw, (fetch) => applyMissingAliases(fetch, documents));
    const ordered = orderByInputs(postponeEarlyFields(aliased, requirements, documents), documents);
    return lowerSynthetics(ordered, { requirements, synthetics, documents });
  }
}

function isBeyondBounds(cause: unknown): boolean {
  if (cause instanceof BoundsReachedError) return true;
  return cause instanceof Error && cause.message.startsWith('Too many options generated');
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
