import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';

/** Leaves of a document one operation and the fragments that it spreads, in their order. */
export function selectDefinitions(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const wanted = new Set<string>();
  const waiting: (OperationDefinitionNode | (typeof fragments extends Map<string, infer F> ? F : never))[] = [
    operation,
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    visit(next, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value);
        if (!fragment || wanted.has(value)) return;
        wanted.add(value);
        waiting.push(fragment);
      },
    });
  }
  const kept = [...wanted].sort().flatMap((name) => fragments.get(name) ?? []);
  return { kind: Kind.DOCUMENT, definitions: [operation, ...kept] };
}
