import type { ObservedSpan } from './span.ts';

export interface SpanTree {
  readonly span: ObservedSpan;
  /** In the order in which they began. */
  readonly children: readonly SpanTree[];
}

/** Makes a trace a tree; what its parents have not told of, such as a page, stands at the root. */
export function buildTree(spans: readonly ObservedSpan[]): readonly SpanTree[] {
  const ids = new Set(spans.map(({ id }) => id));
  const byParent = Map.groupBy(spans, ({ parentId }) =>
    parentId !== undefined && ids.has(parentId) ? parentId : undefined,
  );
  const build = (parentId: string | undefined): readonly SpanTree[] =>
    (byParent.get(parentId) ?? [])
      .toSorted((one, other) => one.startMs - other.startMs)
      .map((span) => ({ span, children: build(span.id) }));
  return build(undefined);
}
