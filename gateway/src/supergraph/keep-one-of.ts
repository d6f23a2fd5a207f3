import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  visit,
} from 'graphql';

/** https://spec.graphql.org/September2025/#sec--oneOf */
const oneOf = 'oneOf';

const application: DirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: oneOf } };

const definition = parse('directive @oneOf on INPUT_OBJECT', { noLocation: true })
  .definitions[0] as DefinitionNode;

const isOneOf = ({ name }: DirectiveNode) => name.value === oneOf;

const isDefinition = (node: DefinitionNode) =>
  node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === oneOf;

/**
 * Takes `@oneOf` out of the schema of a subgraph, since Apollo's composition refuses it where it is not defined and drops
 * it where it is. `names` gets the names of the input objects that have it.
 */
export function takeOneOf(document: DocumentNode, names: Set<string>): DocumentNode {
  const definitions = document.definitions.map((node) => {
    if (node.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION && node.kind !== Kind.INPUT_OBJECT_TYPE_EXTENSION)
      return node;
    if (!node.directives?.some(isOneOf)) return node;
    names.add(node.name.value);
    return { ...node, directives: node.directives.filter((directive) => !isOneOf(directive)) };
  });
  return { ...document, definitions: definitions.filter((node) => !isDefinition(node) && !isBare(node)) };
}

/** An extension that was there for its directive alone is none without it. */
function isBare(node: DefinitionNode): boolean {
  return node.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION && !node.fields?.length && !node.directives?.length;
}

/**
 * Puts `@oneOf` back into a supergraph. One subgraph that demands it is enough, since it gets what clients send.
 * @throws Error for a field of such an input object that another subgraph requires, or has a default for
 */
export function putOneOf(supergraph: DocumentNode, names: ReadonlySet<string>): DocumentNode {
  const kept = visit(supergraph, {
    InputObjectTypeDefinition(node) {
      if (!names.has(node.name.value)) return undefined;
      const unfit = node.fields?.find(isUnfit);
      if (unfit)
        throw new Error(
          `The input object "${node.name.value}" is @oneOf in one subgraph: its field "${unfit.name.value}" must be nullable and without a default value in all of them.`,
        );
      return { ...node, directives: [...(node.directives ?? []), application] };
    },
  });
  return defineOneOf(kept);
}

function isUnfit({ type, defaultValue }: InputValueDefinitionNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE || defaultValue !== undefined;
}

/** Defines `@oneOf` in a supergraph that uses it, as Apollo's packages want it to be and other composers leave it out. */
export function defineOneOf(supergraph: DocumentNode): DocumentNode {
  const isUsed = supergraph.definitions.some(
    (node) => node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && node.directives?.some(isOneOf),
  );
  if (!isUsed || supergraph.definitions.some(isDefinition)) return supergraph;
  return { ...supergraph, definitions: [...supergraph.definitions, definition] };
}
