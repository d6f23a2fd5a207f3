import { isObjectType } from 'graphql';
import type { Complete, FieldShape } from './completion.ts';
import { reportInvalid } from './place.ts';
import type { RuntimeType } from './resolve-runtime-type.ts';

/** Compiles a field that every type has, or one of introspection, which the gateway answers itself. */
export function compileMetaField(type: RuntimeType, responseName: string, name: string): FieldShape {
  if (name === '__typename') {
    const place = { description: `${type.name}.${name}`, selectionSets: [] };
    const complete: Complete = (_value, shaping) =>
      isObjectType(type) ? type.name : reportInvalid(place, shaping);
    const read = isObjectType(type) ? () => type.name : () => undefined;
    return { responseName, key: name, isNonNull: false, read, complete, completeLeaf: (value) => value };
  }
  const complete: Complete = (_value, { introspection }) => introspection?.[responseName] ?? null;
  return { responseName, key: name, isNonNull: false, read: () => undefined, complete };
}
