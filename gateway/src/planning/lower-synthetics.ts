import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { mapPlanFetches } from './map-plan-fetches.ts';
import { pruneVariables } from './prune-variables.ts';
import { type SplitByRequiresOptions, splitByRequires } from './split-by-requires.ts';
import type { SyntheticFields } from './synthetic-fields.ts';

export type LowerSyntheticsOptions = Omit<SplitByRequiresOptions, 'subgraph'>;

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

function lowerFetch(fetch: FetchNode, { synthetics, requirements }: LowerSyntheticsOptions): PlanNode {
  const mentionsSynthetic = fetch.operation.includes('_r') || fetch.requires !== undefined;
  if (!mentionsSynthetic) return fetch;
  const document = parse(fetch.operation, { noLocation: true });
  const definition = document.definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION);
  if (definition === undefined) return fetch;
  const parts =
    fetch.requires === undefined
      ? [{ operation: definition, inputs: new Set<string>() }]
      : splitByRequires(definition, { subgraph: fetch.serviceName, synthetics, requirements });
  const nodes = parts.map((part): FetchNode => {
    const { operation, variables } = pruneVariables(part.operation);
    const lowered = visit(operation, { Field: (field) => lowerField(field, synthetics) });
    return {
      ...fetch,
      operation: stripIgnoredCharacters(print(lowered)),
      variableUsages: fetch.variableUsages?.filter((name) => variables.has(name)) ?? [],
      ...(fetch.requires && { requires: lowerRequires(fetch.requires, part.inputs, synthetics) }),
    };
  });
  const [only] = nodes;
  return nodes.length === 1 && only !== undefined ? only : { kind: 'Parallel', nodes };
}

function lowerField(field: FieldNode, synthetics: SyntheticFields): FieldNode | undefined {
  const synthetic = synthetics.get(field.name.value);
  if (synthetic === undefined) return undefined;
  const call = synthetic.args === '' ? synthetic.real : `${synthetic.real}(${synthetic.args})`;
  const selection = (parse(`{${call}}`, { noLocation: true }).definitions[0] as OperationDefinitionNode)
    .selectionSet.selections[0] as FieldNode;
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
