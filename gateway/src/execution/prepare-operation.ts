import type { QueryPlan } from '@apollo/query-planner';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { type DocumentNode, type FragmentDefinitionNode, OperationTypeNode } from 'graphql';
import { type GatewayErrorCode, gatewayErrors } from '../errors.ts';
import type { Planner } from '../planning/create-planner.ts';
import { type Denials, findDeniedSelections } from '../planning/denials.ts';
import { assignWaves } from '../planning/fetches/assign-waves.ts';
import { createFetchDocuments } from '../planning/fetches/fetch-documents.ts';
import { findTypesAtManyPaths } from '../planning/fetches/find-types-at-many-paths.ts';
import { mapPlanFetches } from '../planning/fetches/map-plan-fetches.ts';
import { canonicaliseOperation } from '../planning/operation/canonicalise-operation.ts';
import { type FindUnplanned, findUnplannedFields } from '../planning/operation/find-unplanned-fields.ts';
import { type LabelledOperation, labelDefers } from '../planning/operation/label-defers.ts';
import type { LiftedDocument } from '../planning/operation/lift-literals.ts';
import { createResponseKeys, type ResponseKeys } from '../planning/operation/response-keys.ts';
import {
  collectRootFields,
  type SelectedOperation,
  selectOperation,
} from '../planning/operation/select-operation.ts';
import { dropUnknowableTypes } from '../planning/rewriting/drop-unknowable-types.ts';
import type { BuiltSupergraph } from '../supergraph/build-supergraph.ts';
import type { CompileContext } from './compile-context.ts';
import { compilePlan } from './compile-plan.ts';
import { createConditionVariants } from './create-condition-variants.ts';
import { describePlan, type PlanDescription } from './describe-plan.ts';
import type { PreparedOperation, SubscriptionSource } from './engine.ts';
import { listFetchIds } from './fetching/list-fetch-ids.ts';
import type { PendingError } from './run-state.ts';
import { compileIntrospection, type Introspect } from './shaping/introspect.ts';
import { type CompileShapeOptions, compileShape, type ShapeResponse } from './shaping/shape-response.ts';
import type { Step } from './step.ts';
import { learnKeys } from './tape/learn-keys.ts';
import { Names } from './tape/names.ts';
import { compileRewrites, type RewriteData } from './tape/rewrite-data.ts';
import { compileWaves, type StartWaves } from './waves/compile-waves.ts';

/** An operation with all that it takes to run it. */
export interface CompiledOperation {
  readonly prepared: PreparedOperation;
  readonly keys: ResponseKeys;
  /** What names mean in the answers of its subgraphs. */
  readonly names: Names;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Runs the plan; for a subscription, what is left of the plan after its source. */
  readonly step: Step | undefined;
  /** The ids of its fetches, which deferred parts wait for. */
  readonly fetchIds: readonly string[];
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
  /** The document with variables for its literals. */
  readonly lifted: LiftedDocument;
  readonly supergraph: BuiltSupergraph;
  readonly planner: Planner;
  readonly context: Omit<CompileContext, 'sharesData' | 'waves' | 'reusableTypes' | 'documents' | 'names'> & {
    /** Whether entities are not asked for what a run has of them. */
    readonly reusesFields: boolean;
  };
  readonly overrides: ReadonlyMap<string, boolean>;
  /** Whether fragments with `@defer` may come later. */
  readonly isIncremental: boolean;
  /** What the caller may not see. */
  readonly denials: Denials | undefined;
}

/** Each doubles what there is to plan: an operation with more of them is answered at once. */
const maxDeferConditions = 4;

const planningFailures: ReadonlySet<string> = new Set([
  'QUERY_PLANNING_FAILED',
  'QUERY_PLAN_COMPLEXITY_EXCEEDED',
] satisfies GatewayErrorCode[]);

/**
 * Plans and compiles one operation of a valid document.
 * @throws ServiceError `OPERATION_RESOLUTION_FAILURE`, `QUERY_PLANNING_FAILED`, `QUERY_PLAN_COMPLEXITY_EXCEEDED` or, for a subscription that the caller may
 * not have, `UNAUTHORIZED_FIELD_OR_TYPE`
 */
export async function prepareOperation(
  document: DocumentNode,
  operationName: string | undefined,
  options: PrepareOperationOptions,
): Promise<CompiledOperation> {
  const selected = selectOperation(options.lifted.document, operationName);
  if (selected === undefined) throw gatewayErrors.create('OPERATION_RESOLUTION_FAILURE');
  const source = { document, operationName };
  const whole = { operation: selected, sites: new Map() };
  if (!options.isIncremental || selected.definition.operation === OperationTypeNode.SUBSCRIPTION)
    return prepareLabelled(whole, source, options);
  const labelled = labelDefers(selected);
  if (labelled.sites.size === 0 || countConditions(labelled) > maxDeferConditions)
    return prepareLabelled(whole, source, options);
  try {
    return await prepareLabelled(labelled, source, options);
  } catch (error) {
    if (!isPlanningFailure(error)) throw error;
    // Apollo's planner cannot defer everywhere. To answer at once is always right.
    return prepareLabelled(whole, source, options);
  }
}

function countConditions({ sites }: LabelledOperation): number {
  return new Set(Array.from(sites.values(), ({ condition }) => condition)).size;
}

function isPlanningFailure(error: unknown): boolean {
  return error instanceof ServiceError && planningFailures.has(error.code);
}

async function prepareLabelled(
  { operation, sites }: LabelledOperation,
  { document, operationName }: Pick<PreparedOperation, 'document' | 'operationName'>,
  { supergraph, planner, context, overrides, isIncremental, denials }: PrepareOperationOptions,
): Promise<CompiledOperation> {
  const keys = createResponseKeys({
    isFieldName: supergraph.types.isFieldName,
    serialFields: operation.definition.operation === 'mutation' ? collectRootFields(operation) : new Set(),
  });
  const denied = denials && findDeniedSelections(operation, denials, supergraph.apiSchema);
  const asked = canonicaliseOperation(operation, keys, {
    keepsDefer: sites.size > 0,
    denied,
    schema: supergraph.apiSchema,
  });
  const canonical = asked && dropUnknowableTypes(asked, supergraph.apiSchema);
  using documents = createFetchDocuments();
  const plan: QueryPlan = canonical
    ? await planner.plan(canonical, { overrides, documents })
    : { kind: 'QueryPlan' };
  const findUnplanned: FindUnplanned = canonical ? findUnplannedFields(canonical, plan, documents) : () => [];
  const source = plan.node?.kind === 'Subscription' ? plan.node.primary : undefined;
  if (denied && !source && operation.definition.operation === OperationTypeNode.SUBSCRIPTION)
    throw gatewayErrors.create('UNAUTHORIZED_FIELD_OR_TYPE');
  const rest = plan.node?.kind === 'Subscription' ? plan.node.rest : plan.node;
  const sharesData = !usesContext(plan);
  const names = new Names(supergraph.types.isComposite);
  learnKeys(names, plan, documents);
  const planContext = {
    ...context,
    names,
    documents,
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
    names,
    fragments,
    step: rest && compilePlan(rest, planContext),
    fetchIds: sites.size > 0 ? listFetchIds(rest) : [],
    startWaves: compileWaves(planContext),
    rewriteEvent: compileRewrites(source?.outputRewrites, supergraph.types, names),
    unplannedErrors: (variables) => findUnplanned(variables).map(describeUnplanned),
    introspect: compileIntrospection(operation, supergraph.apiSchema),
    shapeFor: compileShapes(operation, {
      keys,
      names,
      deferSites: sites,
      schema: supergraph.apiSchema,
      denied,
    }),
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
  const error = { message, extensions: { code }, isOfField: true };
  return { error, at: [], objects: undefined, path: [key] };
}

function describeSource(source: {
  readonly serviceName: string;
  readonly operation: string;
  readonly variableUsages?: readonly string[];
}): SubscriptionSource {
  return {
    subgraph: source.serviceName,
    operation: source.operation,
    selectVariables: (variables) =>
      Object.fromEntries(
        (source.variableUsages ?? [])
          .filter((name) => Object.hasOwn(variables, name))
          .map((name) => [name, variables[name]]),
      ),
  };
}

function compileShapes(
  operation: SelectedOperation,
  options: Pick<CompileShapeOptions, 'keys' | 'names' | 'deferSites' | 'schema' | 'denied'>,
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
