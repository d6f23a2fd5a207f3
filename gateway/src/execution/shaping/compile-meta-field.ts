import { isObjectType } from 'graphql';
import { Phrase } from '../writing/phrase.ts';
import { type Complete, type FieldShape, outcomes } from './completion.ts';
import { reportInvalid } from './place.ts';
import type { RuntimeType } from './resolve-runtime-type.ts';

/** Compiles a field that every type has, or one of introspection, which the gateway answers itself. */
export function compileMetaField(type: RuntimeType, responseName: string, name: string): FieldShape {
  const shape = { responseName, key: name, id: 0, isNonNull: false };
  if (name === '__typename') {
    const place = { description: `${type.name}.${name}`, selectionSets: [] };
    const text = new Phrase(JSON.stringify(type.name));
    const complete: Complete = (_value, shaping) => {
      if (!isObjectType(type)) return reportInvalid(place, shaping);
      shaping.writer.phrase(text);
      return outcomes.written;
    };
    return { ...shape, complete };
  }
  const complete: Complete = (_value, { introspection, writer }) => {
    writer.text(JSON.stringify(introspection?.[responseName] ?? null));
    return outcomes.written;
  };
  return { ...shape, complete };
}
