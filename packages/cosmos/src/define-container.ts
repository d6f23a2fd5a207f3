/** A container as code. What is not named here is not indexed, not unique, and never expires. */
export interface ContainerSpecification {
  readonly id: string;
  /** One path, or up to three for a hierarchical key, e.g. `['/userId']`; it can never be changed. */
  readonly partitionKey: readonly string[];
  readonly indexing: {
    /** Paths that queries filter or order by, e.g. `/occurredAt/?`; the partition key is indexed in any case. */
    readonly paths: readonly string[];
    /** Orderings over several paths, e.g. `[{ path: '/occurredAt', order: 'descending' }, …]`. */
    readonly composites?: readonly (readonly CompositePath[])[];
  };
  /**
   * Seconds after its last change when a document is removed; a document's own `ttl` goes before.
   * 'by-document': only documents with a `ttl` are removed. Default: none is.
   */
  readonly defaultTtlSeconds?: number | 'by-document';
  /** Lists of paths whose values together occur once in a partition; they can never be changed. */
  readonly uniqueKeys?: readonly (readonly string[])[];
}

export interface CompositePath {
  readonly path: string;
  readonly order: 'ascending' | 'descending';
}

/** Names a container as code, to be given to `ensureContainers`. */
export function defineContainer(specification: ContainerSpecification): ContainerSpecification {
  return specification;
}
