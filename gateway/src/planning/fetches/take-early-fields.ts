import type { FetchNode } from '@apollo/query-planner';
import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { containsFields, type FieldTree, readFieldTree, toPlanSelections } from '../operation/field-tree.ts';
import { pruneVariables } from '../operation/prune-variables.ts';
import { readFieldPath } from '../plans/read-exchange.ts';
import type { Requirements } from '../rewriting/read-requirements.ts';
import { type FetchDocuments, readOperation } from './fetch-documents.ts';

type Path = readonly (string | number)[];

/** An entity fetch of its own for fields that were fetched too early. */
export interface PostponedFetch {
  /** Where its entities are. */
  readonly path: Path;
  /** What it brings, as `path.name`. */
  readonly fields: ReadonlySet<string>;
  readonly fetch: FetchNode;
}

export interface TakeEarlyFieldsOptions {
  /** Where the data of the fetch is. */
  readonly path: Path;
  /** The fields that other fetches need, as `path.name`: no others are taken. */
  readonly needed: ReadonlySet<string>;
  readonly requirements: Requirements;
  readonly documents: FetchDocuments;
}

/** Takes the fields with `@requires` out of a fetch that neither sends nor selects their inputs. */
export function takeEarlyFields(
  fetch: FetchNode,
  { path, needed, requirements, documents }: TakeEarlyFieldsOptions,
): { readonly fetch: FetchNode; readonly postponed: readonly PostponedFetch[] } {
  const subgraph = fetch.serviceName;
  const operation = documents.read(fetch.operation);
  const postponed: PostponedFetch[] = [];

  function takeFrom(set: SelectionSetNode, typeName: string, at: Path, there: FieldTree): SelectionSetNode {
    const early: FieldNode[] = [];
    const kept = set.selections.flatMap((selection): readonly SelectionNode[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition?.name.value ?? typeName;
        return [{ ...selection, selectionSet: takeFrom(selection.selectionSet, type, at, there) }];
      }
      const { name, alias = name, selectionSet } = selection;
      const inputs = requirements.find(subgraph, typeName, name.value)?.selectionSet.selections;
      if (inputs && needed.has(describe(selection, at)) && !containsFields(there, readFieldTree(inputs))) {
        early.push(selection);
        return [];
      }
      const type = requirements.findFieldType(typeName, name.value);
      if (selectionSet === undefined || type === undefined) return [selection];
      const inner = [...at, alias.value, ...Array<string>(type.lists).fill('@')];
      const innerTree = readFieldTree(selectionSet.selections);
      return [{ ...selection, selectionSet: takeFrom(selectionSet, type.name, inner, innerTree) }];
    });
    if (early.length === 0) return { ...set, selections: kept };
    const key = requirements.findKey(subgraph, typeName)?.selections;
    // Without a key there is no other way to these fields.
    if (key === undefined) return set;
    postponed.push(postpone(early, [typename, ...key], { typeName, at }));
    const keptTree = readFieldTree(kept);
    const added = [typename, ...key].filter((field) => !containsFields(keptTree, readFieldTree([field])));
    return { ...set, selections: [...added, ...kept] };
  }

  function postpone(
    fields: readonly FieldNode[],
    key: readonly SelectionNode[],
    { typeName, at }: { readonly typeName: string; readonly at: Path },
  ): PostponedFetch {
    const inputs = fields.flatMap(
      ({ name }) => requirements.find(subgraph, typeName, name.value)?.selectionSet.selections ?? [],
    );
    return {
      path: at,
      fields: new Set(fields.map((field) => describe(field, at))),
      fetch: {
        kind: 'Fetch',
        serviceName: subgraph,
        operationName: fetch.operationName,
        operationKind: OperationTypeNode.QUERY,
        ...writePart(entityOperation(operation, typeName, fields), documents),
        requires: [
          {
            kind: 'InlineFragment',
            typeCondition: typeName,
            selections: toPlanSelections([...key, ...inputs]),
          },
        ],
        ...(requirements.isInterface(typeName) && {
          inputRewrites: [
            { kind: 'ValueSetter', path: [`... on ${typeName}`, '__typename'], setValueTo: typeName },
          ],
        }),
      },
    };
  }

  const [entities] = operation.selectionSet.selections;
  const isEntityFetch =
    fetch.requires !== undefined && entities?.kind === Kind.FIELD && entities.selectionSet !== undefined;
  const asked = isEntityFetch ? entities.selectionSet : operation.selectionSet;
  const rootType = requirements.rootTypes[operation.operation];
  const there = readFieldTree([...asked.selections, ...(fetch.requires ?? [])]);
  const rest = takeFrom(asked, isEntityFetch ? '' : rootType, path, there);
  if (postponed.length === 0) return { fetch, postponed };
  const selectionSet = isEntityFetch
    ? { ...operation.selectionSet, selections: [{ ...entities, selectionSet: rest }] }
    : rest;
  return { fetch: { ...fetch, ...writePart({ ...operation, selectionSet }, documents) }, postponed };
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function describe({ name, alias = name }: FieldNode, at: Path): string {
  return [...readFieldPath(at), alias.value].join('.');
}

/** An operation that asks for fields of entities, with the name and the variables of another. */
function entityOperation(
  { name, variableDefinitions = [] }: OperationDefinitionNode,
  typeName: string,
  selections: readonly SelectionNode[],
): OperationDefinitionNode {
  const asked = print({ kind: Kind.SELECTION_SET, selections });
  const declared = variableDefinitions.filter(({ variable }) => variable.name.value !== 'representations');
  const entities = readOperation(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${typeName} ${asked} } }`,
  );
  return {
    ...entities,
    ...(name && { name }),
    variableDefinitions: [...(entities.variableDefinitions ?? []), ...declared],
  };
}

function writePart(
  part: OperationDefinitionNode,
  documents: FetchDocuments,
): Pick<FetchNode, 'operation' | 'variableUsages'> {
  const { operation, variables } = pruneVariables(part);
  return {
    operation: documents.write(operation),
    variableUsages: [...variables].filter((name) => name !== 'representations'),
  };
}
