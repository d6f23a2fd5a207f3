import { type DirectiveNode, Kind, visit } from 'graphql';
import type { SelectedOperation } from '../planning/operation/select-operation.ts';
import type { Conditions } from './shaping/collect-fields.ts';

const maxVariants = 64;
const conditionals: ReadonlySet<string> = new Set(['skip', 'include', 'defer']);

/** Makes one variant of a thing for each combination of the variables that `@skip`, `@include` and `@defer` depend on. */
export function createConditionVariants<Variant>(
  { definition, fragments }: SelectedOperation,
  make: (conditions: Conditions) => Variant,
): (variables: Readonly<Record<string, unknown>>) => Variant {
  const names = new Set<string>();
  const collect = (directive: DirectiveNode) => {
    if (!conditionals.has(directive.name.value)) return;
    for (const { value } of directive.arguments ?? [])
      if (value.kind === Kind.VARIABLE) names.add(value.name.value);
  };
  for (const node of [definition, ...fragments.values()]) visit(node, { Directive: collect });
  const sorted = [...names];
  const variants = new Map<string, Variant>();

  return (variables) => {
    const id = sorted.map((name) => (variables[name] === true ? '1' : '0')).join('');
    let variant = variants.get(id);
    if (variant === undefined) {
      // Clients choose the combinations, so their number needs a bound.
      if (variants.size >= maxVariants) variants.clear();
      variant = make(Object.fromEntries(sorted.map((name) => [name, variables[name] === true])));
      variants.set(id, variant);
    }
    return variant;
  };
}
