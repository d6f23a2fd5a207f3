import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { CachePolicy } from './cache-policy.ts';
import type { CacheHints } from './read-cache-hints.ts';

/** What hints say: nothing, that nothing may be kept, or for how long and for whom. */
export type CacheHintResult = 'none' | 'forbidden' | Pick<CachePolicy, 'maxAgeSeconds' | 'scope'>;

export interface HintPolicy {
  readonly hint: CacheHintResult;
  /** Whether the document asks for what only some callers may see. */
  readonly isRestricted: boolean;
}

export const noHints: HintPolicy = { hint: 'none', isRestricted: false };

/**
 * Computes what the hints of a schema say of all that a document may select. As in Apollo Server, root fields and fields
 * of composite types are not kept unless a hint is on them, and other fields do as their parents. The document may be a
 * fragment on an entity of the type `entity`, which is like a field of that type: when no hint is on the type, each
 * field needs one.
 */
export function computeHintPolicy(
  document: DocumentNode,
  schema: GraphQLSchema,
  { hints, restricted }: CacheHints,
  entity = '',
): HintPolicy {
  const rootTypes = new Set([schema.getQueryType()?.name, schema.getMutationType()?.name]);
  const typeInfo = new TypeInfo(schema);
  const ofEntity = hints.get(entity);
  const isEntityUnstated = entity !== '' && ofEntity?.maxAgeSeconds === undefined;
  let maxAgeSeconds = ofEntity?.maxAgeSeconds ?? Number.POSITIVE_INFINITY;
  let isForbidden = maxAgeSeconds === 0;
  let isPrivate = ofEntity?.isPrivate === true;
  let isRestricted = restricted.has(entity);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field() {
        const parent = typeInfo.getParentType();
        const field = typeInfo.getFieldDef();
        const type = field && getNamedType(field.type);
        if (!parent || !field || !type || field.name.startsWith('__')) return;
        const coordinate = `${parent.name}.${field.name}`;
        isRestricted ||=
          restricted.has(coordinate) || restricted.has(parent.name) || restricted.has(type.name);
        const own = hints.get(coordinate);
        const ofType = hints.get(type.name);
        isPrivate ||= own?.isPrivate === true || ofType?.isPrivate === true;
        const inherits = own?.inheritsMaxAge ?? ofType?.inheritsMaxAge ?? false;
        const stated = own?.maxAgeSeconds ?? (own?.inheritsMaxAge ? undefined : ofType?.maxAgeSeconds);
        isForbidden ||= stated === 0;
        const mustState =
          isEntityUnstated || rootTypes.has(parent.name) || (isCompositeType(type) && !inherits);
        const seconds = stated ?? (mustState ? 0 : undefined);
        if (seconds !== undefined) maxAgeSeconds = Math.min(maxAgeSeconds, seconds);
      },
    }),
  );
  if (isForbidden) return { hint: 'forbidden', isRestricted };
  const isCacheable = Number.isFinite(maxAgeSeconds) && maxAgeSeconds > 0;
  return {
    hint: isCacheable ? { maxAgeSeconds, scope: isPrivate ? 'private' : 'public' } : 'none',
    isRestricted,
  };
}
