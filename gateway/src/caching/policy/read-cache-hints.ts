import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

/** What `@cacheControl` says of a type or a field (https://www.apollographql.com/docs/apollo-server/performance/caching). */
export interface CacheHint {
  readonly maxAgeSeconds: number | undefined;
  readonly isPrivate: boolean;
  readonly inheritsMaxAge: boolean;
}

/** By type name, and by `Type.field`. */
export interface CacheHints {
  readonly hints: ReadonlyMap<string, CacheHint>;
  /** What only some callers may see, by the federation's authorisation directives. */
  readonly restricted: ReadonlySet<string>;
}

/** Reads the hints of a supergraph; undefined when it has none. `@cacheControl` gets there by `@composeDirective`. */
export function readCacheHints(supergraph: DocumentNode): CacheHints | undefined {
  const hints = new Map<string, CacheHint>();
  const restricted = new Set<string>();

  function readDirectives(coordinate: string, directives: readonly ConstDirectiveNode[] = []): void {
    for (const directive of directives) {
      const name = directive.name.value.replace(/^.*__/, '');
      if (name === 'cacheControl') hints.set(coordinate, readHint(directive));
      if (name === 'authenticated' || name === 'requiresScopes' || name === 'policy') {
        restricted.add(coordinate);
      }
    }
  }

  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || definition.kind === Kind.DIRECTIVE_DEFINITION || !definition.name)
      continue;
    const type = definition.name.value;
    if ('directives' in definition) readDirectives(type, definition.directives as ConstDirectiveNode[]);
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    ) {
      continue;
    }
    for (const field of definition.fields ?? []) {
      readDirectives(`${type}.${field.name.value}`, field.directives);
    }
  }
  return hints.size + restricted.size > 0 ? { hints, restricted } : undefined;
}

function readHint({ arguments: args = [] }: ConstDirectiveNode): CacheHint {
  const values = new Map(args.map(({ name, value }) => [name.value, value]));
  const maxAge = values.get('maxAge');
  const scope = values.get('scope');
  const inherit = values.get('inheritMaxAge');
  return {
    maxAgeSeconds: maxAge?.kind === Kind.INT ? Number(maxAge.value) : undefined,
    isPrivate: scope?.kind === Kind.ENUM && scope.value === 'PRIVATE',
    inheritsMaxAge: inherit?.kind === Kind.BOOLEAN && inherit.value,
  };
}
