import type { FetchNode } from '@apollo/query-planner';
import { type FieldNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { pruneVariables } from '../operation/prune-variables.ts';
import type { Requirements } from '../rewriting/read-requirements.ts';
import type { FetchDocuments } from './fetch-documents.ts';

/** Which inputs an entity fetch can do without, if only some of its fields are asked for. */
export interface FetchInputs {
  /** Inputs, as paths of fields, that are part of no key: only fields with `@requires` need them. */
  readonly optional: ReadonlySet<string>;
  /** The fetch without the fields that need an input which is missing; undefined when no field is left. */
  without(missing: readonly string[]): FetchNode | undefined;
}

/** Finds out what the fields of an entity fetch need. */
export function readFetchInputs(
  fetch: FetchNode,
  requirements: Requirements,
  documents: FetchDocuments,
): FetchInputs {
  const subgraph = fetch.serviceName;
  const optional = new Set<string>();

  function inputsOf(field: FieldNode, typeName: string): ReadonlySet<string> | undefined {
    const own = field.alias && requirements.find(subgraph, typeName, field.alias.value);
    return (own ?? requirements.find(subgraph, typeName, field.name.value))?.inputs;
  }

  function collect({ selections }: SelectionSetNode, typeName: string): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
      } else if (selection.kind === Kind.FIELD) {
        for (const input of inputsOf(selection, typeName) ?? []) {
          if (!requirements.isKeyField(subgraph, typeName, input)) optional.add(input);
        }
      }
    }
  }

  function withoutDependents(
    set: SelectionSetNode,
    typeName: string,
    missing: ReadonlySet<string>,
  ): SelectionSetNode | undefined {
    const selections = set.selections.flatMap((selection): readonly SelectionNode[] => {
      if (selection.kind === Kind.FIELD) {
        return inputsOf(selection, typeName)?.isDisjointFrom(missing) === false ? [] : [selection];
      }
      if (selection.kind !== Kind.INLINE_FRAGMENT) return [selection];
      const inner = selection.typeCondition?.name.value ?? typeName;
      const selectionSet = withoutDependents(selection.selectionSet, inner, missing);
      return selectionSet ? [{ ...selection, selectionSet }] : [];
    });
    const isWorthAsking = selections.some(
      (node) => node.kind !== Kind.FIELD || node.name.value !== '__typename',
    );
    return isWorthAsking ? { ...set, selections } : undefined;
  }

  const { selectionSet: asked } = readEntities(fetch, documents).entities ?? {};
  if (asked) collect(asked, '');
  return {
    optional,
    without(missing) {
      const { operation, entities } = readEntities(fetch, documents);
      const selectionSet =
        entities?.selectionSet && withoutDependents(entities.selectionSet, '', new Set(missing));
      if (entities === undefined || selectionSet === undefined) return undefined;
      const { operation: pruned, variables } = pruneVariables({
        ...operation,
        selectionSet: { kind: Kind.SELECTION_SET, selections: [{ ...entities, selectionSet }] },
      });
      return {
        ...fetch,
        operation: documents.write(pruned),
        variableUsages: fetch.variableUsages?.filter((name) => variables.has(name)) ?? [],
      };
    },
  };
}

function readEntities(fetch: FetchNode, documents: FetchDocuments) {
  const operation = documents.read(fetch.operation);
  const [entities] = operation.selectionSet.selections as readonly FieldNode[];
  return { operation, entities };
}
