import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, visit } from 'graphql';
import type { FetchDocuments } from '../fetches/fetch-documents.ts';
import { mapPlanFetches } from '../fetches/map-plan-fetches.ts';
import { pruneVariables } from '../operation/prune-variables.ts';
import { type SplitByRequiresOptions, splitByRequires } from './split-by-requires.ts';
import type { SyntheticFields } from './synthetic-fields.ts';

export interface LowerSyntheticsOptions extends Omit<SplitByRequiresOptions, 'subgraph'> {
  readonly documents: FetchDocuments;
}

/**
 * Puts the real fields back in a plan made on the planning supergraph. In operations a synthetic field becomes an
 * alias of the real one; in `requires` it keeps the synthetic name as `alias`, the key to read, beside the real
 * `name`, the key to send. A fetch whose inputs would need one key twice becomes several.
 */
export function lowerSynthetics(plan: QueryPlan, options: LowerSyntheticsOptions): QueryPlan {
  const { synthetics } = options;
  if (synthetics.size === 0) return plan;
  return mapPlanFetches(plan, (fetch) => lowerFetch(fetch, options));
}

function lowerFetch(
  fetch: FetchNode,
  { synthetics, requirements, documents }: LowerSyntheticsOptions,
): PlanNode {
  const mentionsSynthetic = fetch.operation.includes('_r') || fetch.requires !== undefined;
  if (!mentionsSynthetic) return fetch;
  const definition = documents.read(fetch.operation);
  const parts =
    fetch.requires === undefined
      ? [{ operation: definition, inputs: new Set<string>() }]
      : splitByRequires(definition, { subgraph: fetch.serviceName, synthetics, requirements });
  const nodes = parts.map((part): FetchNode => {
    const { operation, variables } = pruneVariables(part.operation);
    const lowered = visit(operation, { Field: (field) => lowerField(field, synthetics, documents) });
    return {
      ...fetch,
      operation: documents.write(lowered),
      variableUsages: fetch.variableUsages?.filter((name) => variables.has(name)) ?? [],
      ...(fetch.requires && { requires: lowerRequires(fetch.requires, part.inputs, synthetics) }),
    };
  });
  const [only] = nodes;
  return nodes.length === 1 && only !== undefined ? only : { kind: 'Parallel', nodes };
}

function lowerField(
  field: FieldNode,
  synthetics: SyntheticFields,
  documents: FetchDocuments,
): FieldNode | undefined {
  const synthetic = synthetics.get(field.name.value);
  if (synthetic === undefined) return undefined;
  const call = synthetic.args === '' ? synthetic.real : `${synthetic.real}(${synthetic.args})`;
  const selection = documents.read(`{${call}}`).selectionSet.selections[0] as FieldNode;
  return {
    ...field,
    alias: field.alias ?? field.name,
    name: selection.name,
    arguments: selection.arguments ?? [],
  };
}

function lowerRequires(
  selections: readonly QueryPlanSelectionNode[],
  inputs: ReadonlySet<string>,
  synthetics: SyntheticFields,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    const inner = selection.selections && {
      selections: lowerRequires(selection.selections, inputs, synthetics),
    };
    if (selection.kind === 'InlineFragment') return [{ ...selection, ...inner }];
    const synthetic = synthetics.get(selection.name);
    if (synthetic === undefined) return [{ ...selection, ...inner }];
    if (!inputs.has(selection.name)) return [];
    return [{ ...selection, ...inner, alias: selection.name, name: synthetic.real }];
  });
}
