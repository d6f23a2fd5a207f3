import type { KeepableReply, KeepableValue } from '../../../src/ports/subgraph-cache.ts';

/** An answer of a subgraph as objects. */
export interface TestReply extends Pick<KeepableReply, 'errors' | 'headers' | 'extensions'> {
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** What the executor hands to whoever keeps answers. */
export function createKeepableReply({ data, ...reply }: TestReply): KeepableReply {
  return {
    ...reply,
    data: toKeepable(data),
    entitiesOf(alias) {
      const list = data?.[alias];
      return Array.isArray(list) ? list.map(toKeepable) : undefined;
    },
  };
}

function toKeepable(value: { readonly __typename?: string } | null): KeepableValue | undefined {
  if (value === null) return undefined;
  return { json: Buffer.from(JSON.stringify(value)), typeName: value.__typename };
}
