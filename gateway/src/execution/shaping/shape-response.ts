import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNullableType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { DeniedSelections } from '../../planning/denials.ts';
import type { ResponseKeys } from '../../planning/operation/response-keys.ts';
import { getOrInsert } from '../../values/get-or-insert.ts';
import type { ErrorTree } from '../replies/error-tree.ts';
import type { Names } from '../tape/names.ts';
import {
  containerCells,
  find,
  isList,
  isNothing,
  isObject,
  nextCell,
  nextOf,
  repeated,
  resolve,
  type TapeValue,
} from '../tape/values.ts';
import { Phrase } from '../writing/phrase.ts';
import { type CollectFieldsOptions, collectFields } from './collect-fields.ts';
import { compileLeaf } from './compile-leaf.ts';
import { compileMetaField } from './compile-meta-field.ts';
import {
  type Complete,
  type FieldShape,
  type Outcome,
  outcomes,
  type Shaping,
  takeBack,
} from './completion.ts';
import { dependsOnType } from './depends-on-type.ts';
import { isDangling } from './is-dangling.ts';
import { dropMasked, maskField, maskObjects } from './mask-denied.ts';
import { noteDeferred } from './note-deferred.ts';
import { type Place, reportInvalid } from './place.ts';
import { compileFindRuntimeType, type RuntimeType } from './resolve-runtime-type.ts';

/** Writes what the client asked for, out of what the fetches left; null when an error reached the root. */
export type ShapeResponse = (root: TapeValue, shaping: Shaping, errors: ErrorTree) => void;

export interface CompileShapeOptions extends CollectFieldsOptions {
  readonly keys: ResponseKeys;
  readonly names: Names;
  /** What the caller may not see. */
  readonly denied?: DeniedSelections | undefined;
}

const { written, nothing, failed, absent } = outcomes;

const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Compiles the selections of an operation to a function that completes its response as
 * https://spec.graphql.org/October2021/#sec-Value-Completion says: types are checked, errors get the client's path,
 * and a null that may not be there nulls its parent.
 */
export function compileShape(
  rootType: GraphQLObjectType,
  selectionSet: SelectionSetNode,
  options: CompileShapeOptions,
): ShapeResponse {
  const complete = compileObject(
    rootType,
    { description: rootType.name, selectionSets: [selectionSet] },
    options,
  );
  return (root, shaping, errors) => {
    const hasErrors = errors.errors.length + errors.children.size > 0;
    completeOrNull(complete, root, shaping, hasErrors ? errors : undefined);
  };
}

/** What is not written is null. */
function completeOrNull(
  complete: Complete,
  value: TapeValue,
  shaping: Shaping,
  errors: ErrorTree | undefined,
): Outcome {
  const { length } = shaping.writer;
  const found = shaping.deferred?.found.length ?? 0;
  const outcome = complete(value, shaping, errors);
  if (outcome === written) return written;
  if (outcome !== nothing) takeBack(shaping, length, found);
  shaping.writer.null();
  return outcome;
}

function compileType(type: GraphQLOutputType, place: Place, options: CompileShapeOptions): Complete {
  if (!isNonNullType(type)) {
    const complete = compileNullable(type, place, options);
    return (value, shaping, errors) => {
      completeOrNull(complete, value, shaping, errors);
      return written;
    };
  }
  const complete = compileNullable(type.ofType, place, options);
  return (value, shaping, errors) => {
    const outcome = complete(value, shaping, errors);
    if (outcome === nothing || outcome === absent)
      shaping.report.violation(`Cannot return null for non-nullable field ${place.description}.`);
    return outcome === written ? written : failed;
  };
}

function compileNullable(type: GraphQLOutputType, place: Place, options: CompileShapeOptions): Complete {
  const complete = compileValue(type, place, options);
  return (value, shaping, errors) => {
    if (!isNothing(shaping.tape.heap.cells, value)) return complete(value, shaping, errors);
    return errors !== undefined && shaping.report.below(errors, place.selectionSets) ? failed : nothing;
  };
}

function compileValue(type: GraphQLOutputType, place: Place, options: CompileShapeOptions): Complete {
  if (isListType(type)) return compileList(type.ofType, place, options);
  if (isCompositeType(type)) return maskObjects(type, compileObject(type, place, options), options);
  if (!isLeafType(type)) throw new TypeError(`A non-null type cannot be wrapped twice: ${type}`);
  const writeLeaf = compileLeaf(type);
  return (value, shaping, errors) => {
    if (errors !== undefined) shaping.report.below(errors, place.selectionSets);
    return writeLeaf(shaping.tape, value, shaping.writer) ? written : reportInvalid(place, shaping);
  };
}

function compileList(itemType: GraphQLOutputType, place: Place, options: CompileShapeOptions): Complete {
  const completeItem = compileType(itemType, place, options);
  return (value, shaping, errors) => {
    const { heap } = shaping.tape;
    if (!isList(heap.cells, value)) return reportInvalid(place, shaping);
    const { report, writer } = shaping;
    const { path } = report;
    const keys = shaping.deferred?.keys;
    writer.byte(openBracket);
    let index = 0;
    const end = heap.cells[value + nextCell] as number;
    for (let at = value + containerCells; at < end; at = nextOf(heap.cells, at)) {
      if (index > 0) writer.comma();
      path.push(index);
      keys?.push(index);
      const outcome = completeItem(resolve(heap.cells, at), shaping, errors?.children.get(index));
      path.pop();
      keys?.pop();
      if (outcome !== written) return failed;
      index += 1;
    }
    writer.byte(closeBracket);
    if (errors !== undefined) shaping.report.at(errors);
    return written;
  };
}

function compileObject(type: GraphQLCompositeType, place: Place, options: CompileShapeOptions): Complete {
  /** By the id of the type; the first for objects that do not say which it is. */
  const shapes: (Complete | undefined)[] = [];
  const findRuntimeType = compileFindRuntimeType(type, options.schema);
  const shapesByType = new Map<RuntimeType, Complete>();

  function compileFor(runtimeType: RuntimeType): Complete {
    return getOrInsert(shapesByType, runtimeType, () =>
      dependsOnType(runtimeType, place.selectionSets, options)
        ? failWithoutType(place)
        : compileSelections(runtimeType, place.selectionSets, options),
    );
  }

  return (value, shaping, errors) => {
    const { tape } = shaping;
    if (!isObject(tape.heap.cells, value)) return reportInvalid(place, shaping);
    const found = findRuntimeType(tape, value);
    if (found === undefined) return reportInvalid(place, shaping);
    const { id, runtimeType } = found;
    let complete = shapes[id];
    if (complete === undefined) {
      complete = compileFor(runtimeType);
      shapes[id] = complete;
    }
    return errors === undefined ? completeOnce(value, complete, shaping) : complete(value, shaping, errors);
  };
}

/** Completes an object without errors; one that may stand at several places is copied from where it was written first. */
function completeOnce(object: TapeValue, complete: Complete, shaping: Shaping): Outcome {
  const { repeats, report, writer, tape } = shaping;
  if (repeats === undefined || ((tape.heap.cells[object] as number) & repeated) === 0)
    return complete(object, shaping, undefined);
  const known = repeats.find(complete, object);
  if (known !== undefined) {
    writer.repeat(known.start, known.end);
    return written;
  }
  const errorsBefore = report.errors.length;
  const start = writer.length;
  const outcome = complete(object, shaping, undefined);
  // The places of errors differ.
  if (outcome === written && report.errors.length === errorsBefore)
    repeats.note({ start, end: writer.length, object, complete });
  return outcome;
}

/** An object whose fields depend on its type is nothing when that could not be found out. */
function failWithoutType(place: Place): Complete {
  return (object, shaping, errors) => {
    if (errors === undefined)
      return shaping.unknown && isDangling(shaping.tape, object, undefined, shaping.unknown)
        ? absent
        : reportInvalid(place, shaping);
    shaping.report.below(errors, place.selectionSets);
    return failed;
  };
}

function compileSelections(
  type: RuntimeType,
  selectionSets: readonly SelectionSetNode[],
  options: CompileShapeOptions,
): Complete {
  const collected = collectFields(type, selectionSets, options);
  const fields = compileFields(type, collected.fields, options);
  const prefixes = fields.map(
    ({ responseName }, index) => new Phrase(`${index === 0 ? '{' : ','}${JSON.stringify(responseName)}:`),
  );
  const deferred = collected.deferred.map(({ site, undecided }) => ({
    site,
    undecided,
    place: { description: type.name, selectionSets },
    complete: isObjectType(type)
      ? compileSelections(type, [site.selectionSet], options)
      : // The type may be known by the time that the fragment comes.
        compileObject(type, { description: type.name, selectionSets: [site.selectionSet] }, options),
  }));

  return (object, shaping, errors) => {
    const { report, writer, tape } = shaping;
    const { heap } = tape;
    if (errors !== undefined && isNulledBy(heap.cells, errors, object, fields)) {
      // What is there may lack what came with the field that failed.
      report.below(errors, selectionSets);
      return failed;
    }
    if (
      shaping.unknown !== undefined &&
      errors === undefined &&
      isDangling(tape, object, fields, shaping.unknown)
    )
      return absent;
    if (fields.length === 0) writer.byte(openBrace);
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as FieldShape;
      const value = field.id === 0 ? 0 : find(heap.cells, object, field.id);
      const ownErrors = errors?.children.get(field.key);
      writer.phrase(prefixes[index] as Phrase);
      // Most fields are leaves, and all is well with most of those: nobody asks where they are.
      if (
        field.writeLeaf !== undefined &&
        ownErrors === undefined &&
        !isNothing(heap.cells, value) &&
        field.writeLeaf(tape, value, writer)
      )
        continue;
      if (value === 0 && field.isNonNull && errors !== undefined && ownErrors === undefined) {
        // The error of another field took this one with it, and is the one to report.
        report.below(errors, selectionSets);
        return failed;
      }
      if (completeField(field, value, shaping, ownErrors) !== written) return failed;
    }
    writer.byte(closeBrace);
    if (errors !== undefined) report.rest(errors, fields);
    for (const part of deferred) noteDeferred(part, { object, shaping, schema: options.schema });
    return written;
  };
}

function completeField(
  { responseName, key, complete }: FieldShape,
  value: TapeValue,
  shaping: Shaping,
  errors: ErrorTree | undefined,
): Outcome {
  const { path } = shaping.report;
  const keys = shaping.deferred?.keys;
  path.push(responseName);
  keys?.push(key);
  const outcome = complete(value, shaping, errors);
  path.pop();
  keys?.pop();
  return outcome;
}

/** Whether an error nulls the object, as a field that may not be null is. */
function isNulledBy(
  cells: Int32Array,
  errors: ErrorTree,
  object: TapeValue,
  fields: readonly FieldShape[],
): boolean {
  return fields.some(
    ({ isNonNull, key, id }) =>
      isNonNull && errors.children.has(key) && isNothing(cells, find(cells, object, id)),
  );
}

function compileFields(
  type: RuntimeType,
  fields: ReadonlyMap<string, readonly FieldNode[]>,
  options: CompileShapeOptions,
): readonly FieldShape[] {
  const shapes: FieldShape[] = [];
  for (const [responseName, nodes] of fields) {
    const [node, ...others] = dropMasked(type, nodes, options);
    if (node !== undefined) shapes.push(compileField(type, responseName, [node, ...others], options));
    else if (nodes[0] !== undefined) shapes.push(maskField(type, responseName, nodes[0]));
  }
  return shapes;
}

function compileField(
  type: RuntimeType,
  responseName: string,
  nodes: readonly [FieldNode, ...FieldNode[]],
  options: CompileShapeOptions,
): FieldShape {
  const [node] = nodes;
  const name = node.name.value;
  if (name.startsWith('__')) return compileMetaField(type, responseName, name);
  const field = type.getFields()[name];
  if (field === undefined) throw new TypeError(`Unknown field ${type.name}.${name}`);
  const key = options.keys.keyOf(node);
  const place: Place = {
    description: `${type.name}.${name}`,
    selectionSets: nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
  };
  const nullable = getNullableType(field.type);
  let complete: Complete | undefined;
  return {
    responseName,
    key,
    id: options.names.keyOf(key),
    isNonNull: isNonNullType(field.type),
    writeLeaf: isLeafType(nullable) ? compileLeaf(nullable) : undefined,
    // Compiled when first needed: a wide operation on abstract types has many branches that no data ever takes.
    complete: (value, shaping, errors) => {
      complete ??= compileType(field.type, place, options);
      return complete(value, shaping, errors);
    },
  };
}
