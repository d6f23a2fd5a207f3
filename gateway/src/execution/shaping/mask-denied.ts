import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { gatewayErrors } from '../../errors.ts';
import { type DeniedSelections, deniesField } from '../../planning/denials.ts';
import { isObject } from '../tape/values.ts';
import { type Complete, type FieldShape, type Outcome, outcomes, type Shaping } from './completion.ts';
import { compileFindRuntimeType, type RuntimeType } from './resolve-runtime-type.ts';

export interface MaskOptions {
  readonly schema: GraphQLSchema;
  /** What the caller may not see; nothing is masked without it. */
  readonly denied?: DeniedSelections | undefined;
}

/** Masks objects whose types the caller may not see. */
export function maskObjects(
  type: GraphQLCompositeType,
  complete: Complete,
  { denied, schema }: MaskOptions,
): Complete {
  if (!denied) return complete;
  const findRuntimeType = compileFindRuntimeType(type, schema);
  return (value, shaping, errors) => {
    const { tape } = shaping;
    const found = isObject(tape.heap.cells, value) ? findRuntimeType(tape, value) : undefined;
    const isDenied =
      found && typesOf(found.runtimeType, schema).some(({ name }) => denied.denials.isTypeDenied(name));
    return isDenied ? reportDenied(shaping) : complete(value, shaping, errors);
  };
}

/** The uses of a field that the caller may see. */
export function dropMasked(
  type: RuntimeType,
  nodes: readonly FieldNode[],
  { denied, schema }: MaskOptions,
): readonly FieldNode[] {
  if (!denied) return nodes;
  const isDenied = ({ name: { value: name } }: FieldNode) =>
    !name.startsWith('__') && typesOf(type, schema).some((one) => deniesField(denied.denials, one, name));
  return nodes.filter((node) => !denied.nodes.has(node) && !isDenied(node));
}

/** Masks a field: null and an error are in its place. */
export function maskField(type: RuntimeType, responseName: string, { name }: FieldNode): FieldShape {
  const isFatal = isNonNullType(type.getFields()[name.value]?.type);
  return {
    responseName,
    // No subgraph is asked for it: errors have no such key.
    key: '',
    id: 0,
    isNonNull: false,
    complete(_value, shaping) {
      reportDenied(shaping);
      if (isFatal) return outcomes.failed;
      shaping.writer.null();
      return outcomes.written;
    },
  };
}

/** An object of which only the interface is known may be of any type behind it. */
function typesOf(type: RuntimeType, schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return isObjectType(type) ? [type] : schema.getPossibleTypes(type);
}

function reportDenied({ report }: Shaping): Outcome {
  report.violation(gatewayErrors.table.UNAUTHORIZED_FIELD_OR_TYPE.message, 'UNAUTHORIZED_FIELD_OR_TYPE');
  return outcomes.failed;
}
