import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { gatewayErrors } from '../errors.ts';
import { type DeniedSelections, deniesField } from '../planning/denials.ts';
import { type Complete, type FieldShape, failed } from './completion.ts';
import { type RuntimeType, resolveRuntimeType } from './resolve-runtime-type.ts';
import { isDataObject } from './response-data.ts';
import type { Shaping } from './shape-response.ts';

export interface KeepBackOptions {
  readonly schema: GraphQLSchema;
  /** What the caller may not see; nothing is kept back without it. */
  readonly denied?: DeniedSelections | undefined;
}

/** Keeps objects back whose types the caller may not see. */
export function keepObjectsBack(
  type: GraphQLCompositeType,
  complete: Complete,
  { denied, schema }: KeepBackOptions,
): Complete {
  if (!denied) return complete;
  return (value, shaping, errors) => {
    const runtimeType = isDataObject(value) && resolveRuntimeType(type, value['__typename'], schema);
    const isDenied =
      runtimeType && typesOf(runtimeType, schema).some(({ name }) => denied.denials.isTypeDenied(name));
    return isDenied ? reportDenied(shaping) : complete(value, shaping, errors);
  };
}

/** The uses of a field that the caller may see. */
export function dropKeptBack(
  type: RuntimeType,
  nodes: readonly FieldNode[],
  { denied, schema }: KeepBackOptions,
): readonly FieldNode[] {
  if (!denied) return nodes;
  const isDenied = ({ name: { value: name } }: FieldNode) =>
    !name.startsWith('__') && typesOf(type, schema).some((one) => deniesField(denied.denials, one, name));
  return nodes.filter((node) => !denied.nodes.has(node) && !isDenied(node));
}

/** Answers with null and an error in place of a field. */
export function keepFieldBack(type: RuntimeType, responseName: string, { name }: FieldNode): FieldShape {
  const nothing = isNonNullType(type.getFields()[name.value]?.type) ? failed : null;
  return {
    responseName,
    // No subgraph is asked for it: errors have no such key.
    key: '',
    isNonNull: false,
    read: () => null,
    complete(_value, shaping) {
      reportDenied(shaping);
      return nothing;
    },
  };
}

/** An object of which only the interface is known may be of any type behind it. */
function typesOf(type: RuntimeType, schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return isObjectType(type) ? [type] : schema.getPossibleTypes(type);
}

function reportDenied({ report }: Shaping): typeof failed {
  report.violation(gatewayErrors.table.UNAUTHORIZED_FIELD_OR_TYPE.message, 'UNAUTHORIZED_FIELD_OR_TYPE');
  return failed;
}
