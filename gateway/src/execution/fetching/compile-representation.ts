import type { FetchDataRewrite, FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { TypeIndex } from '../../supergraph/type-index.ts';
import { createPropertyReader, type DataObject, isDataObject } from '../data/response-data.ts';
import { typeConditionOf } from '../data/rewrite-data.ts';

/**
 * Writes what a subgraph must know of an entity, as JSON, so that equal representations are equal strings.
 * Undefined when the entity lacks an input or is not of a type that the fetch is for.
 */
export type WriteRepresentation = (entity: DataObject) => string | undefined;

export interface PendingRewrite {
  readonly path: readonly string[];
  readonly rewrite: FetchDataRewrite;
}

export interface CompileRepresentationOptions {
  readonly types: TypeIndex;
  /** Says of which entities the subgraph gets all that it must have; by default of all. */
  readonly isComplete?: (entity: DataObject) => boolean;
  /** Inputs that are left out, as paths of the keys to read: `size`, `owner.name`. */
  readonly omitted?: readonly string[];
}

/** Compiles the `requires` of a fetch, rewrites of its inputs included. */
export function compileRepresentation(
  { requires, inputRewrites }: Pick<FetchNode, 'requires' | 'inputRewrites'>,
  { types, isComplete = () => true, omitted = [] }: CompileRepresentationOptions,
): WriteRepresentation {
  const write = compileByType(omit(requires ?? [], omitted), (inputRewrites ?? []).map(toPending), types);
  return (entity) => {
    if (typeof entity['__typename'] !== 'string' || !isComplete(entity)) return undefined;
    const representation = write(entity);
    return representation === '{}' ? undefined : representation;
  };
}

function omit(
  selections: readonly QueryPlanSelectionNode[],
  omitted: readonly string[],
): readonly QueryPlanSelectionNode[] {
  if (omitted.length === 0) return selections;
  return selections.flatMap((selection): readonly QueryPlanSelectionNode[] => {
    const key = selection.kind === 'Field' ? (selection.alias ?? selection.name) : undefined;
    if (key !== undefined && omitted.includes(key)) return [];
    if (!selection.selections) return [selection];
    const below = key === undefined ? omitted : pathsBelow(key, omitted);
    if (below.length === 0) return [selection];
    const left = omit(selection.selections, below);
    // The type alone of an object is no input.
    return left.every(isTypename) ? [] : [{ ...selection, selections: [...left] }];
  });
}

function pathsBelow(key: string, paths: readonly string[]): readonly string[] {
  return paths.filter((path) => path.startsWith(`${key}.`)).map((path) => path.slice(key.length + 1));
}

function isTypename(selection: QueryPlanSelectionNode): boolean {
  return selection.kind === 'Field' && selection.name === '__typename';
}

/** Compiles once per type that turns up, since fragments and rewrites depend on it. */
function compileByType(
  selections: readonly QueryPlanSelectionNode[],
  rewrites: readonly PendingRewrite[],
  types: TypeIndex,
): WriteRepresentation {
  const writers = new Map<string | undefined, WriteRepresentation>();
  return (object) => {
    const name = object['__typename'];
    const typeName = typeof name === 'string' ? name : undefined;
    let write = writers.get(typeName);
    if (write === undefined) {
      write = compileObject(
        collectInputs(selections, typeName, types),
        resolveRewrites(rewrites, typeName, types),
        types,
        typeName,
      );
      // An answer may name any type: only those that exist are worth remembering.
      if (typeName === undefined || types.isComposite(typeName)) writers.set(typeName, write);
    }
    return write(object);
  };
}

/** A part of a representation. */
export interface Input {
  /** The key to read. */
  readonly key: string;
  /** The name to send it by. */
  readonly name: string;
  readonly selections: QueryPlanSelectionNode[] | undefined;
}

/** The inputs of a representation for one type, by the key to read. */
export function collectInputs(
  selections: readonly QueryPlanSelectionNode[],
  typeName: string | undefined,
  types: TypeIndex,
  inputs = new Map<string, Input>(),
): ReadonlyMap<string, Input> {
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name;
      const existing = inputs.get(key);
      if (existing === undefined) {
        inputs.set(key, {
          key,
          name: selection.name,
          selections: selection.selections && [...selection.selections],
        });
      } else {
        existing.selections?.push(...(selection.selections ?? []));
      }
    } else if (
      selection.typeCondition === undefined ||
      (typeName !== undefined && types.meets(typeName, selection.typeCondition))
    ) {
      collectInputs(selection.selections, typeName, types, inputs);
    }
  }
  return inputs;
}

function compileObject(
  inputs: ReadonlyMap<string, Input>,
  rewrites: readonly PendingRewrite[],
  types: TypeIndex,
  typeName: string | undefined,
): WriteRepresentation {
  const [first, ...others] = Array.from(inputs.values(), (input) =>
    compileMember(input, rewrites, types, typeName),
  );
  if (first === undefined) return () => '{}';
  return (object) => {
    let members = first(object);
    if (members === undefined) return undefined;
    for (const write of others) {
      const member = write(object);
      if (member === undefined) return undefined;
      members += `,${member}`;
    }
    return `{${members}}`;
  };
}

function compileMember(
  { key, name, selections }: Input,
  rewrites: readonly PendingRewrite[],
  types: TypeIndex,
  typeName: string | undefined,
): WriteRepresentation {
  const own = rewrites.find(({ path }) => path.length === 1 && path[0] === key)?.rewrite;
  const prefix = `${JSON.stringify(own?.kind === 'KeyRenamer' ? own.renameKeyTo : name)}:`;
  if (own?.kind === 'ValueSetter') {
    const member = prefix + JSON.stringify(own.setValueTo);
    return () => member;
  }
  if (key === '__typename' && typeName !== undefined) {
    const member = prefix + JSON.stringify(typeName);
    return () => member;
  }
  const read = createPropertyReader(key);
  const inner = rewrites.filter(({ path }) => path.length > 1 && path[0] === key);
  const write =
    selections &&
    compileByType(
      selections,
      inner.map(({ path, rewrite }) => ({ path: path.slice(1), rewrite })),
      types,
    );
  return (object) => {
    const value = read(object);
    if (value === undefined) return undefined;
    const written = write ? writeComposite(value, write) : JSON.stringify(value);
    return written && prefix + written;
  };
}

function writeComposite(value: unknown, write: WriteRepresentation): string | undefined {
  if (isDataObject(value)) return write(value);
  if (!Array.isArray(value)) return 'null';
  let elements = '';
  for (const [index, element] of value.entries()) {
    const written = writeComposite(element, write);
    if (written === undefined) return undefined;
    elements += index === 0 ? written : `,${written}`;
  }
  return `[${elements}]`;
}

/** The rewrites of inputs that apply to a type, with their paths below it. */
export function selectRewrites(
  rewrites: readonly FetchDataRewrite[],
  typeName: string,
  types: TypeIndex,
): readonly PendingRewrite[] {
  return resolveRewrites(rewrites.map(toPending), typeName, types);
}

function toPending(rewrite: FetchDataRewrite): PendingRewrite {
  return { path: rewrite.path, rewrite };
}

/** Keeps the rewrites that apply to a type, with their leading type conditions taken off. */
function resolveRewrites(
  rewrites: readonly PendingRewrite[],
  typeName: string | undefined,
  types: TypeIndex,
): readonly PendingRewrite[] {
  return rewrites.flatMap(({ path, rewrite }): readonly PendingRewrite[] => {
    const condition = typeConditionOf(path[0] ?? '');
    if (condition === undefined) return [{ path, rewrite }];
    if (typeName !== undefined && !types.meets(typeName, condition)) return [];
    return resolveRewrites([{ path: path.slice(1), rewrite }], typeName, types);
  });
}
