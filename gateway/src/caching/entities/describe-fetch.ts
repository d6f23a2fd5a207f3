import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type ExecutableDefinitionNode,
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { computeHintPolicy, type HintPolicy, noHints } from '../policy/compute-hint-policy.ts';
import type { CacheHints } from '../policy/read-cache-hints.ts';
import { listTypes } from './list-types.ts';

/** What one fetch asks of an entity, or of the query type. */
export interface PartDescription extends HintPolicy {
  /** The selection, whatever its operation is called, hashed. */
  readonly hash: string;
  /** The variables that it uses. */
  readonly variables: readonly string[];
  /** The types that it has fields of. */
  readonly types: readonly string[];
}

/** An operation for a subgraph, looked at once. */
export interface FetchDescription {
  readonly root: PartDescription;
  readonly rootFields: readonly FieldNode[];
  /** What it asks of entities of a type. */
  ofEntity(typeName: string): PartDescription;
}

export interface DescribeFetchOptions {
  /** All of the supergraph. */
  readonly schema: GraphQLSchema;
  readonly hints: CacheHints | undefined;
}

/** Describes the operation of a fetch. */
export function describeFetch(text: string, { schema, hints }: DescribeFetchOptions): FetchDescription {
  const [first, ...fragments] = parse(text, { noLocation: true }).definitions;
  const operation = first as OperationDefinitionNode;
  const entitySelections = operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD && selection.name.value === '_entities'
      ? (selection.selectionSet?.selections ?? [])
      : [],
  );
  const byType = new Map<string, PartDescription>();

  function describe(definition: ExecutableDefinitionNode, entity?: string): PartDescription {
    const document = { kind: Kind.DOCUMENT, definitions: [definition, ...fragments] } as const;
    const policy = hints ? computeHintPolicy(document, schema, hints, entity) : noHints;
    const variables = listVariables(document);
    const asked = [
      ...(operation.variableDefinitions ?? []).filter(({ variable }) => variables.has(variable.name.value)),
      definition.selectionSet,
      ...fragments,
    ];
    return {
      ...policy,
      hash: createHash('sha256').update(asked.map(print).join('\n')).digest('base64url'),
      variables: [...variables],
      types: listTypes(document, schema),
    };
  }

  function applies(selection: SelectionNode, typeName: string): boolean {
    const condition = selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition?.name.value;
    if (!condition || condition === typeName) return true;
    const [abstract, type] = [schema.getType(condition), schema.getType(typeName)];
    // What is known by the name of an interface may turn out to be of any type.
    if (!isObjectType(type)) return true;
    return isAbstractType(abstract) && schema.isSubType(abstract, type);
  }

  function describeEntity(typeName: string): PartDescription {
    const selections = entitySelections.filter((selection) => applies(selection, typeName));
    return describe(
      {
        kind: Kind.FRAGMENT_DEFINITION,
        name: { kind: Kind.NAME, value: 'Entity' },
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
      typeName,
    );
  }

  let root: PartDescription | undefined;
  return {
    get root() {
      root ??= describe(operation);
      return root;
    },
    rootFields: listFields(operation.selectionSet),
    ofEntity(typeName) {
      const known = byType.get(typeName) ?? describeEntity(typeName);
      byType.set(typeName, known);
      return known;
    },
  };
}

/** The variables that a document uses, beside their definitions. */
function listVariables(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.add(name.value),
  });
  return names;
}

function listFields({ selections }: SelectionSetNode): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? listFields(selection.selectionSet) : [];
  });
}
