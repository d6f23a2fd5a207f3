import { Kind, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import type { Requirements } from './read-requirements.ts';
import type { SyntheticFields } from './synthetic-fields.ts';

/** A part of an `_entities` operation, and the synthetic inputs that its representations carry. */
export interface OperationPart {
  readonly operation: OperationDefinitionNode;
  readonly inputs: ReadonlySet<string>;
}

export interface SplitByRequiresOptions {
  readonly subgraph: string;
  readonly synthetics: SyntheticFields;
  readonly requirements: Requirements;
}

/**
 * Splits an `_entities` operation so that no part needs two synthetic fields of one real field: a representation is
 * a JSON object and can hold `price` only once. An operation without such a conflict stays whole.
 */
export function splitByRequires(
  operation: OperationDefinitionNode,
  { subgraph, synthetics, requirements }: SplitByRequiresOptions,
): readonly OperationPart[] {
  const [entities] = operation.selectionSet.selections;
  if (entities?.kind !== Kind.FIELD || entities.selectionSet === undefined)
    return [{ operation, inputs: new Set() }];
  const parts: { readonly inputs: Set<string>; readonly selections: SelectionNode[] }[] = [];

  function place(
    selection: SelectionNode,
    typeName: string,
    wrap: (inner: SelectionNode) => SelectionNode,
  ): void {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const innerType = selection.typeCondition?.name.value ?? typeName;
      for (const inner of selection.selectionSet.selections) {
        place(inner, innerType, (node) =>
          wrap({ ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections: [node] } }),
        );
      }
      return;
    }
    const needed = new Set<string>();
    if (selection.kind === Kind.FIELD) {
      const requirement = requirements.find(subgraph, typeName, selection.name.value);
      for (const name of requirement?.allNames ?? []) if (synthetics.has(name)) needed.add(name);
    }
    let part = parts.find(({ inputs }) => !conflicts(inputs, needed, synthetics));
    if (part === undefined) {
      part = { inputs: new Set(), selections: [] };
      parts.push(part);
    }
    for (const name of needed) part.inputs.add(name);
    part.selections.push(wrap(selection));
  }

  for (const selection of entities.selectionSet.selections) place(selection, '', (node) => node);
  const [first] = parts;
  if (first === undefined || parts.length === 1) return [{ operation, inputs: first?.inputs ?? new Set() }];
  return parts.map(({ inputs, selections }) => ({
    inputs,
    operation: {
      ...operation,
      selectionSet: {
        kind: Kind.SELECTION_SET,
        selections: [{ ...entities, selectionSet: { kind: Kind.SELECTION_SET, selections } }],
      },
    },
  }));
}

function conflicts(
  held: ReadonlySet<string>,
  needed: ReadonlySet<string>,
  synthetics: SyntheticFields,
): boolean {
  for (const name of needed) {
    for (const other of held) {
      if (name !== other && synthetics.get(name)?.real === synthetics.get(other)?.real) return true;
    }
  }
  return false;
}
