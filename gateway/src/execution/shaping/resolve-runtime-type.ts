import {
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { Tape } from '../tape/tape.ts';
import { findTypeId, findTypeName } from '../tape/type-names.ts';
import type { TapeValue } from '../tape/values.ts';

/** The type of an object: an interface when it came from an interface object and nobody asked for more. */
export type RuntimeType = GraphQLObjectType | GraphQLInterfaceType;

/** Finds the type of an object at a place of a type, from what the subgraph says of it; undefined when that does not fit. */
export type FindRuntimeType = (tape: Tape, object: TapeValue) => FoundType | undefined;

export interface FoundType {
  /** The id of the name that the subgraph gave it; 0 when it gave none. */
  readonly id: number;
  readonly runtimeType: RuntimeType;
}

/** Compiles what finds the types of objects at a place: what it found of a name once is remembered. */
export function compileFindRuntimeType(type: GraphQLCompositeType, schema: GraphQLSchema): FindRuntimeType {
  const unfit = 'unfit';
  const known: (FoundType | typeof unfit | undefined)[] = [];

  function look(tape: Tape, object: TapeValue, id: number): FoundType | typeof unfit {
    const runtimeType = resolveRuntimeType(type, findTypeName(tape, object), schema);
    return runtimeType ? { id, runtimeType } : unfit;
  }

  return (tape, object) => {
    const id = findTypeId(tape, object);
    let found = known[id];
    if (found === undefined) {
      found = look(tape, object, id);
      // What names no type of the supergraph has no id either.
      if (id !== 0) known[id] = found;
    }
    return found === unfit ? undefined : found;
  };
}

function resolveRuntimeType(
  type: GraphQLCompositeType,
  typeName: string | null | undefined,
  schema: GraphQLSchema,
): RuntimeType | undefined {
  if (isObjectType(type)) return typeName === undefined || typeName === type.name ? type : undefined;
  if (typeName === undefined && isInterfaceType(type)) return type;
  if (typeof typeName !== 'string') return undefined;
  const runtimeType = schema.getType(typeName);
  if (!isObjectType(runtimeType) && !isInterfaceType(runtimeType)) return undefined;
  return runtimeType === type || schema.isSubType(type, runtimeType) ? runtimeType : undefined;
}
