import type { DocumentNode } from 'graphql';
import { Kind } from 'graphql';

/** Says whether a label of `@override(label:)` is on for the operation at hand. */
export type IsOverrideActive = (label: string) => boolean;

/** Reads the labels of all progressive overrides in a supergraph. */
export function readOverrideLabels(supergraph: DocumentNode): readonly string[] {
  const labels = new Set<string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    for (const directive of definition.fields?.flatMap((field) => field.directives ?? []) ?? []) {
      if (directive.name.value !== 'join__field') continue;
      const label = directive.arguments?.find(({ name }) => name.value === 'overrideLabel');
      if (label?.value.kind === Kind.STRING) labels.add(label.value.value);
    }
  }
  return [...labels];
}

/**
 * Activates `percent(n)` in n of 100 operations, and no other label. One number is drawn for all labels of an operation, so
 * that n labels make n + 1 plans at most and not one for each combination. `random` returns numbers from 0 up to 1.
 */
export function createPercentOverrides(random: () => number): () => IsOverrideActive {
  return () => {
    const drawn = random() * 100;
    return (label) => {
      const percent = /^percent\((\d+(?:\.\d+)?)\)$/.exec(label)?.[1];
      return percent !== undefined && drawn < Number(percent);
    };
  };
}
