import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, type FragmentDefinitionNode, OperationTypeNode } from 'graphql';
import { gatewayErrors } from '../errors.ts';
import { assignWaves } from '../planning/assign-waves.ts';
import { canonicaliseOperation } from '../planning/canonicalise-operation.ts';
import type { Planner } from '../planning/create-planner.ts';
import { type Denials, findDeniedSelections } from '../planning/denials.ts';
import { findTypesAtManyPaths } from '../planning/find-types-at-many-paths.ts';
import { type FindUnplanned, findUnplannedFields } from '../planning/find-unplanned-fields.ts';
import { labelDefers } from '../planning/label-defers.ts';
import { mapPlanFetches } from '../planning/map-plan-fetches.ts';
import { createResponseKeys, type ResponseKeys } from '../planning/response-keys.ts';
import { collectRootFields, type SelectedOperation, selectOperation } from '../planning/select-operation.ts';
import type { BuiltSupergraph } from '../supergraph/build-supergraph.ts';
import { type CompileContext, compilePlan, type Step } from './compile-plan.ts';
import { compileWaves, type StartWaves } from './compile-waves.ts';
import { createConditionVariants } from './create-condition-variants.ts';
import { describePlan, type PlanDescription } from './describe-plan.ts';
import type { PreparedOperation, SubscriptionSource } from './engine.ts';
import { compileIntrospection, type Introspect } from './introspect.ts';
import { compileRewrites, type RewriteData } from './rewrite-data.ts';
import type { PendingError } from './run.ts';
import { type CompileShapeOptions, compileShape, type ShapeResponse } from './shape-response.ts';

/** An operation with all that it takes to run it. */
export interface CompiledOperation {
  readonly prepared: PreparedOperation;
  readonly keys: ResponseKeys;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Runs the plan; for a subscription, what is left of the plan after its source. */
  readonly step: Step | undefined;
  /** Gathers the fetches of one run that travel together. */
  readonly startWaves: StartWaves;
  /** Rewrites that the data of a subscription's event needs. */
  readonly rewriteEvent: RewriteData | undefined;
  /** Errors that every run has: root fields that the plan does not fetch. */
  readonly unplannedErrors: (variables: Readonly<Record<string, unknown>>) => readonly PendingError[];
  readonly introspect: Introspect | undefined;
  readonly shapeFor: (variables: Readonly<Record<string, unknown>>) => ShapeResponse;
  /** Describes the plan. */
  readonly describePlan: () => PlanDescription;
  /** About how much memory this takes. */
  readonly sizeBytes: number;
}

export interface PrepareOperationOptions {
  readonly supergraph: BuiltSupergraph;
  readonly planner: Planner;
  readonly context: Omit<CompileContext, 'sharesData' | 'waves' | 'reusableTypes'> & {
    /** Whether entities are not asked for what a run has of them. */
    readonly reusesFields: boolean;
  };
  readonly overrides: ReadonlyMap<string, boolean>;
  /** Whether fragments with `@defer` may come later. */
  readonly isIncremental: boolean;
  /** What the caller may not see. */
  readonly denials: Denials | undefined;
}

/**
 * Plans and compiles one operation of a valid document.
 * @throws ServiceError `OPERATION_RESOLUTION_FAILURE`, `QUERY_PLANNING_FAILED` or, for a subscription that the caller may
 * not have, `UNAUTHORIZED_FIELD_OR_TYPE`
 */
export async function prepareOperation(
  document: DocumentNode,
  operationName: string | undefined,
  { supergraph, planner, context, overrides, isIncremental, denials }: PrepareOperationOptions,
): Promise<CompiledOperation> {
  const selected = selectOperation(document, operationName);
  if (selected === undefined) throw gatewayErrors.create('OPERATION_RESOLUTION_FAILURE');
  const defers = isIncremental && selected.definition.operation !== 'subscription';
  const { operation, sites } = defers ? labelDefers(selected) : { operation: selected, sites: new Map() };
  const keys = createResponseKeys({
    isFieldName: supergraph.types.isFieldName,
    serialFields: operation.definition.operation === 'mutation' ? collectRootFields(operation) : new Set(),
  });
  const denied = denials && findDeniedSelections(operation, denials, supergraph.apiSchema);
  const canonical = canonicaliseOperation(operation, keys, { keepsDefer: defers, denied });
  const plan: QueryPlan = canonical ? await planner.plan(canonical, overrides) : { kind: 'QueryPlan' };
  const findUnplanned: FindUnplanned = canonical ? findUnplannedFields(canonical, plan) : () => [];
  const source = plan.node?.kind === 'Subscription' ? plan.node.primary : undefined;
  if (denied && !source && operation.definition.operation === OperationTypeNode.SUBSCRIPTION)
    throw gatewayErrors.create('UNAUTHORIZED_FIELD_OR_TYPE');
  const rest = plan.node?.kind === 'Subscription' ? plan.node.rest : plan.node;
  const sharesData = !usesContext(plan);
  const planContext = {
    ...context,
    sharesData,
    reusableTypes:
      context.reusesFields && sharesData && operation.definition.operation !== 'mutation'
        ? findTypesAtManyPaths(plan)
        : new Set<string>(),
    waves: rest && context.waveOptions.merge ? assignWaves(rest, context.waveOptions) : [],
  };
  const { definition, fragments } = operation;
  return {
    prepared: {
      kind: definition.operation,
      document,
      operationName,
      isIncremental,
      ...(source && { subscription: describeSource(source) }),
    },
    keys,
    fragments,
    step: rest && compilePlan(rest, planContext),
    startWaves: compileWaves(planContext),
    rewriteEvent: compileRewrites(source?.outputRewrites, supergraph.types),
    unplannedErrors: (variables) => findUnplanned(variables).map(describeUnplanned),
    introspect: compileIntrospection(operation, supergraph.apiSchema),
    shapeFor: compileShapes(operation, { keys, deferSites: sites, schema: supergraph.apiSchema, denied }),
    describePlan: () => describePlan(plan, planContext.waves),
    sizeBytes: estimateSize(document, plan),
  };
}

function usesContext(plan: QueryPlan): boolean {
  let found = false;
  mapPlanFetches(plan, (fetch) => {
    found ||= fetch.contextRewrites !== undefined;
    return fetch;
  });
  return found;
}

function describeUnplanned(key: string): PendingError {
  const { code, message } = gatewayErrors.create('QUERY_PLANNING_FAILED', {
    message: 'No subgraph can resolve this field.',
  });
  return { error: { message, extensions: { code } }, at: [], objects: undefined, path: [key] };
}

function describeSource(source: {
  readonly serviceName: string;
  readonly operation: string;
  readonly variableUsages?: readonly string[];
}): SubscriptionSource {
  return {
    subgraph: source.serviceName,
    operation: source.operation,
    variableUsages: source.variableUsages ?? [],
  };
}

function compileShapes(
  operation: SelectedOperation,
  options: Pick<CompileShapeOptions, 'keys' | 'deferSites' | 'schema' | 'denied'>,
) {
  const { definition, fragments } = operation;
  const rootType = options.schema.getRootType(definition.operation);
  if (!rootType) throw gatewayErrors.create('OPERATION_RESOLUTION_FAILURE');
  return createConditionVariants(operation, (conditions) =>
    compileShape(rootType, definition.selectionSet, { ...options, fragments, conditions }),
  );
}

/** Measured: a compiled operation takes about twenty times the length of its text and plan. */
function estimateSize(document: DocumentNode, plan: QueryPlan): number {
  const textLength = document.loc?.source.body.length ?? 0;
  return 20 * (textLength + JSON.stringify(plan).length);
}
