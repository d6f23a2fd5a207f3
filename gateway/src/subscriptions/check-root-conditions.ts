import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionNode,
} from 'graphql';

const conditions = new Set(['skip', 'include']);

/**
 * Finds a `@skip` or `@include` at the root of a subscription in the text of a document: what it subscribes to must not
 * depend on a condition (https://spec.graphql.org/September2025/#sec-Single-Root-Field). graphql-js 16 allows those that
 * are constant, and its validation throws at others.
 */
export function checkRootConditions(source: string, maxTokens: number): GraphQLError | undefined {
  // Nearly no document is parsed twice.
  if (!source.includes('subscription') || !/\b(skip|include)\b/.test(source)) return undefined;
  const { definitions = [] } = tryParse(source, maxTokens) ?? {};
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (definition.operation !== OperationTypeNode.SUBSCRIPTION) continue;
    const error = checkOperation(definition, fragments);
    if (error) return error;
  }
  return undefined;
}

/** What cannot be parsed is told by Apollo Server. */
function tryParse(source: string, maxTokens: number): DocumentNode | undefined {
  try {
    return parse(source, { maxTokens });
  } catch {
    return undefined;
  }
}

function checkOperation(
  { name, selectionSet }: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): GraphQLError | undefined {
  const spread = new Set<FragmentDefinitionNode>();
  const roots = [selectionSet];
  for (const { selections } of roots) {
    for (const selection of selections) {
      const directive = selection.directives?.find((each) => conditions.has(each.name.value));
      if (directive) {
        const subject = name ? `Subscription "${name.value}"` : 'A subscription';
        const message = `${subject} must not use @${directive.name.value} on ${describeRoot(selection)}.`;
        return new GraphQLError(message, {
          nodes: directive,
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        });
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) roots.push(selection.selectionSet);
      if (selection.kind !== Kind.FRAGMENT_SPREAD) continue;
      const fragment = fragments.get(selection.name.value);
      if (!fragment || spread.has(fragment)) continue;
      spread.add(fragment);
      roots.push(fragment.selectionSet);
    }
  }
  return undefined;
}

function describeRoot(selection: SelectionNode): string {
  if (selection.kind === Kind.FIELD) return `its root field "${selection.name.value}"`;
  return selection.kind === Kind.FRAGMENT_SPREAD
    ? `the fragment "${selection.name.value}" at its root`
    : 'an inline fragment at its root';
}
