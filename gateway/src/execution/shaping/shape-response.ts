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
import type { ErrorTree } from '../data/error-tree.ts';
import { createPropertyReader, type DataObject, isDataObject, setProperty } from '../data/response-data.ts';
import { type CollectFieldsOptions, collectFields } from './collect-fields.ts';
import { compileMetaField } from './compile-meta-field.ts';
import { compileLeaf } from './complete-leaf.ts';
import {
  absent,
  type Complete,
  type CompleteSelections,
  type FieldShape,
  failed,
  type Shaping,
} from './completion.ts';
import { dependsOnType } from './depends-on-type.ts';
import { isDangling } from './is-dangling.ts';
import { dropMasked, maskField, maskObjects } from './mask-denied.ts';
import { noteDeferred } from './note-deferred.ts';
import { type Place, reportInvalid } from './place.ts';
import { completeOnce } from './repeats.ts';
import { type RuntimeType, resolveRuntimeType } from './resolve-runtime-type.ts';

/** Turns the data that the fetches left into what the client asked for; null when an error reached the root. */
export type ShapeResponse = (root: DataObject, shaping: Shaping, errors: ErrorTree) => DataObject | null;

export interface CompileShapeOptions extends CollectFieldsOptions {
  readonly keys: ResponseKeys;
  /** What the caller may not see. */
  readonly denied?: DeniedSelections | undefined;
}

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
    const data = complete(
      root,
      shaping,
      errors.errors.length + errors.children.size > 0 ? errors : undefined,
    );
    return typeof data === 'symbol' ? null : (data as DataObject);
  };
}

function compileType(type: GraphQLOutputType, place: Place, options: CompileShapeOptions): Complete {
  if (!isNonNullType(type)) {
    const complete = compileNullable(type, place, options);
    return (value, shaping, errors) => {
      const result = complete(value, shaping, errors);
      return result === failed || result === absent ? null : result;
    };
  }
  const complete = compileNullable(type.ofType, place, options);
  return (value, shaping, errors) => {
    const result = complete(value, shaping, errors);
    if (result !== null && result !== absent) return result;
    shaping.report.violation(`Cannot return null for non-nullable field ${place.description}.`);
    return failed;
  };
}

function compileNullable(type: GraphQLOutputType, place: Place, options: CompileShapeOptions): Complete {
  const complete = compileValue(type, place, options);
  return (value, shaping, errors) => {
    if (value !== null && value !== undefined) return complete(value, shaping, errors);
    return errors !== undefined && shaping.report.below(errors, place.selectionSets) ? failed : null;
  };
}

function compileValue(type: GraphQLOutputType, place: Place, options: CompileShapeOptions): Complete {
  if (isListType(type)) return compileList(type.ofType, place, options);
  if (isCompositeType(type)) return maskObjects(type, compileObject(type, place, options), options);
  if (!isLeafType(type)) throw new TypeError(`A non-null type cannot be wrapped twice: ${type}`);
  const completeLeaf = compileLeaf(type);
  return (value, shaping, errors) => {
    if (errors !== undefined) shaping.report.below(errors, place.selectionSets);
    const result = completeLeaf(value);
    return result === undefined ? reportInvalid(place, shaping) : result;
  };
}

function compileList(itemType: GraphQLOutputType, place: Place, options: CompileShapeOptions): Complete {
  const completeItem = compileType(itemType, place, options);
  return (value, shaping, errors) => {
    if (!Array.isArray(value)) return reportInvalid(place, shaping);
    const { report, repeats } = shaping;
    const { path } = report;
    const before = repeats?.count ?? 0;
    const keys = shaping.deferred?.keys;
    const result = new Array<unknown>(value.length);
    for (let index = 0; index < value.length; index++) {
      path.push(index);
      keys?.push(index);
      const item = completeItem(value[index], shaping, errors?.children.get(index));
      path.pop();
      keys?.pop();
      if (item === failed) return failed;
      result[index] = item;
    }
    if (errors !== undefined) shaping.report.at(errors);
    if (repeats !== undefined && repeats.count > before) repeats.holders.add(result);
    return result;
  };
}

function compileObject(type: GraphQLCompositeType, place: Place, options: CompileShapeOptions): Complete {
  const shapes = new Map<string, CompleteSelections>();

  return (value, shaping, errors) => {
    const runtimeType = isDataObject(value) && resolveRuntimeType(type, value['__typename'], options.schema);
    if (!runtimeType) return reportInvalid(place, shaping);
    const complete = getOrInsert(shapes, runtimeType.name, () =>
      dependsOnType(runtimeType, place.selectionSets, options)
        ? failWithoutType(place)
        : compileSelections(runtimeType, place.selectionSets, options),
    );
    return errors === undefined ? completeOnce(value, complete, shaping) : complete(value, shaping, errors);
  };
}

/** An object whose fields depend on its type is nothing when that could not be found out. */
function failWithoutType(place: Place): CompleteSelections {
  return (object, shaping, errors) => {
    if (errors === undefined)
      return shaping.unknown && isDangling(object, undefined, shaping.unknown)
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
): CompleteSelections {
  const collected = collectFields(type, selectionSets, options);
  const fields = compileFields(type, collected.fields, options);
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
    const { report, repeats } = shaping;
    const { path } = report;
    const before = repeats?.count ?? 0;
    const keys = shaping.deferred?.keys;
    if (errors !== undefined && isNulledBy(errors, object, fields)) {
      // What is there may lack what came with the field that failed.
      shaping.report.below(errors, selectionSets);
      return failed;
    }
    if (shaping.unknown !== undefined && errors === undefined && isDangling(object, fields, shaping.unknown))
      return absent;
    const result: DataObject = {};
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as FieldShape;
      const value = field.read(object);
      const ownErrors = errors?.children.get(field.key);
      if (value !== undefined && value !== null && ownErrors === undefined) {
        // Most fields are leaves, and all is well with most of those: nobody asks where they are.
        const leaf = field.completeLeaf?.(value);
        if (leaf !== undefined) {
          setProperty(result, field.responseName, leaf);
          continue;
        }
      }
      if (value === undefined && field.isNonNull && errors !== undefined && ownErrors === undefined) {
        // The error of another field took this one with it, and is the one to report.
        shaping.report.below(errors, selectionSets);
        return failed;
      }
      path.push(field.responseName);
      keys?.push(field.key);
      const completed = field.complete(value, shaping, ownErrors);
      path.pop();
      keys?.pop();
      if (completed === failed) return failed;
      setProperty(result, field.responseName, completed);
    }
    if (errors !== undefined) shaping.report.rest(errors, fields);
    if (repeats !== undefined && repeats.count > before) repeats.holders.add(result);
    for (const part of deferred) noteDeferred(part, { object, shaping, schema: options.schema });
    return result;
  };
}

/** Whether an error nulls the object, as a field that may not be null is. */
function isNulledBy(errors: ErrorTree, object: DataObject, fields: readonly FieldShape[]): boolean {
  return fields.some(
    ({ isNonNull, key, read }) => isNonNull && errors.children.has(key) && (read(object) ?? null) === null,
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
    isNonNull: isNonNullType(field.type),
    read: createPropertyReader(key),
    completeLeaf: isLeafType(nullable) ? compileLeaf(nullable) : undefined,
    // Compiled when first needed: a wide operation on abstract types has many branches that no data ever takes.
    complete: (value, shaping, errors) => {
      complete ??= compileType(field.type, place, options);
      return complete(value, shaping, errors);
    },
  };
}
