import type { FetchDataRewrite, FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { TypeIndex } from '../../supergraph/type-index.ts';
import type { Names } from '../tape/names.ts';
import { typeConditionOf } from '../tape/rewrite-data.ts';
import type { Tape } from '../tape/tape.ts';
import { toCanonicalJson } from '../tape/to-javascript.ts';
import { findTypeName } from '../tape/type-names.ts';
import {
  containerCells,
  find,
  isList,
  isObject,
  nextCell,
  nextOf,
  resolve,
  type TapeValue,
} from '../tape/values.ts';

/**
 * Writes what a subgraph must know of an entity, as JSON, so that equal representations are equal strings.
 * Undefined when the entity lacks an input or is not of a type that the fetch is for.
 */
export type WriteRepresentation = (tape: Tape, entity: TapeValue) => string | undefined;

export interface PendingRewrite {
  readonly path: readonly string[];
  readonly rewrite: FetchDataRewrite;
}

export interface CompileRepresentationOptions {
  readonly types: TypeIndex;
  readonly names: Names;
  /** Says of which types the subgraph gets all that it must have; by default of all. */
  readonly isComplete?: (typeName: string) => boolean;
  /** Inputs that are left out, as paths of the keys to read: `size`, `owner.name`. */
  readonly omitted?: readonly string[];
}

interface RepresentationContext {
  readonly types: TypeIndex;
  readonly names: Names;
}

/** Compiles the `requires` of a fetch, rewrites of its inputs included. */
export function compileRepresentation(
  { requires, inputRewrites }: Pick<FetchNode, 'requires' | 'inputRewrites'>,
  { types, names, isComplete = () => true, omitted = [] }: CompileRepresentationOptions,
): WriteRepresentation {
  const write = compileByType(omit(requires ?? [], omitted), (inputRewrites ?? []).map(toPending), {
    types,
    names,
  });
  return (tape, entity) => {
    const typeName = findTypeName(tape, entity);
    if (typeof typeName !== 'string' || !isComplete(typeName)) return undefined;
    const representation = write(tape, entity);
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
  context: RepresentationContext,
): WriteRepresentation {
  const { types } = context;
  const writers = new Map<string | undefined, WriteRepresentation>();
  return (tape, object) => {
    const typeName = findTypeName(tape, object) ?? undefined;
    let write = writers.get(typeName);
    if (write === undefined) {
      write = compileObject(
        collectInputs(selections, typeName, types),
        resolveRewrites(rewrites, typeName, types),
        context,
        typeName,
      );
      // An answer may name any type: only those that exist are worth remembering.
      if (typeName === undefined || types.isComposite(typeName)) writers.set(typeName, write);
    }
    return write(tape, object);
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
  context: RepresentationContext,
  typeName: string | undefined,
): WriteRepresentation {
  const [first, ...others] = Array.from(inputs.values(), (input) =>
    compileMember(input, rewrites, context, typeName),
  );
  if (first === undefined) return () => '{}';
  return (tape, object) => {
    let members = first(tape, object);
    if (members === undefined) return undefined;
    for (const write of others) {
      const member = write(tape, object);
      if (member === undefined) return undefined;
      members += `,${member}`;
    }
    return `{${members}}`;
  };
}

function compileMember(
  { key, name, selections }: Input,
  rewrites: readonly PendingRewrite[],
  context: RepresentationContext,
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
  const id = context.names.keyOf(key);
  const inner = rewrites.filter(({ path }) => path.length > 1 && path[0] === key);
  const write =
    selections &&
    compileByType(
      selections,
      inner.map(({ path, rewrite }) => ({ path: path.slice(1), rewrite })),
      context,
    );
  return (tape, object) => {
    const value = find(tape.heap.cells, object, id);
    if (value === 0) return undefined;
    const written = write ? writeComposite(tape, value, write) : toCanonicalJson(tape, value);
    return written && prefix + written;
  };
}

function writeComposite(tape: Tape, value: TapeValue, write: WriteRepresentation): string | undefined {
  const { cells } = tape.heap;
  if (isObject(cells, value)) return write(tape, value);
  if (!isList(cells, value)) return 'null';
  let elements = '';
  const end = cells[value + nextCell] as number;
  for (let at = value + containerCells; at < end; at = nextOf(cells, at)) {
    const written = writeComposite(tape, resolve(cells, at), write);
    if (written === undefined) return undefined;
    elements += elements === '' ? written : `,${written}`;
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
