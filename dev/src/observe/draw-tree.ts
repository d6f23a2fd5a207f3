import type { SpanTree } from './build-tree.ts';

/**
 * Draws trees of spans as text, a line for each. Those that are equal below the same parent, with all that is below them, are one
 * line, and in the order of their names: what runs side by side is in no order.
 */
export function drawTree(trees: readonly SpanTree[], indent = ''): string {
  const drawn = trees.map(
    ({ span, children }) => `${indent}${span.service}: ${span.name}\n${drawTree(children, `${indent}  `)}`,
  );
  return [...new Set(drawn)].sort().join('');
}
