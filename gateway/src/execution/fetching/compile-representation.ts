import type { FetchDataRewrite, FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { TypeIndex } from '../../supergraph/type-index.ts';
import type { Names } from '../tape/names.ts';
import { typeConditionOf } from '../tape/rewrite-data.ts';
import type { Tape } from '../tape/tape.ts';
import { isCanonical, toCanonicalJson } from '../tape/to-javascript.ts';
import { findTypeId, findTypeName } from '../tape/type-names.ts';
import {
  containerCells,
  endCell,
  find,
  isList,
  isObject,
  nextCell,
  nextOf,
  resolve,
  startCell,
  type TapeValue,
} from '../tape/values.ts';

import type { AnswerWriter } from '../writing/answer-writer.ts';
import { Phrase } from '../writing/phrase.ts';

/**
 * Writes what a subgraph must know of an entity, as JSON, so that equal representations are equal bytes. False, with whatever was
 * written, when the entity lacks an input or is not of a type that the fetch is for.
 */
export type WriteRepresentation = (tape: Tape, entity: TapeValue, writer: AnswerWriter) => boolean;

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

/** Of an object that says nothing. */
const emptyLength = '{}'.length;

const [openBracket, closeBracket] = [0x5b, 0x5d];

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
  return (tape, entity, writer) => {
    const typeName = findTypeName(tape, entity);
    if (typeof typeName !== 'string' || !isComplete(typeName)) return false;
    const before = writer.length;
    return write(tape, entity, writer) && writer.length > before + emptyLength;
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
  /** By the id of the type; the first for objects whose type has none. */
  const writers: (WriteRepresentation | undefined)[] = [];

  function compile(typeName: string | undefined): WriteRepresentation {
    return compileObject(
      collectInputs(selections, typeName, types),
      resolveRewrites(rewrites, typeName, types),
      context,
      typeName,
    );
  }

  return (tape, object, writer) => {
    const id = findTypeId(tape, object);
    // A name that no type has is not worth remembering.
    const other = id === 0 ? findTypeName(tape, object) : undefined;
    if (typeof other === 'string') return compile(other)(tape, object, writer);
    writers[id] ??= compile(id === 0 ? undefined : tape.names.typeName(id));
    return writers[id](tape, object, writer);
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
  const parts: { readonly before: Phrase; readonly write: WriteRepresentation }[] = [];
  let text = '{';
  for (const input of inputs.values()) {
    const { prefix, value } = compileMember(input, rewrites, context, typeName);
    text += `${text === '{' && parts.length === 0 ? '' : ','}${prefix}`;
    if (typeof value === 'string') text += value;
    else {
      parts.push({ before: new Phrase(text), write: value });
      text = '';
    }
  }
  const end = new Phrase(`${text}}`);
  return (tape, object, writer) => {
    for (const { before, write } of parts) {
      writer.phrase(before);
      if (!write(tape, object, writer)) return false;
    }
    writer.phrase(end);
    return true;
  };
}

/** How a member begins, and its value: JSON, or what writes it. */
interface Member {
  readonly prefix: string;
  readonly value: string | WriteRepresentation;
}

function compileMember(
  { key, name, selections }: Input,
  rewrites: readonly PendingRewrite[],
  context: RepresentationContext,
  typeName: string | undefined,
): Member {
  const own = rewrites.find(({ path }) => path.length === 1 && path[0] === key)?.rewrite;
  const prefix = `${JSON.stringify(own?.kind === 'KeyRenamer' ? own.renameKeyTo : name)}:`;
  if (own?.kind === 'ValueSetter') return { prefix, value: JSON.stringify(own.setValueTo) };
  if (key === '__typename' && typeName !== undefined) return { prefix, value: JSON.stringify(typeName) };
  const id = context.names.keyOf(key);
  const inner = rewrites.filter(({ path }) => path.length > 1 && path[0] === key);
  const write =
    selections &&
    compileByType(
      selections,
      inner.map(({ path, rewrite }) => ({ path: path.slice(1), rewrite })),
      context,
    );
  return {
    prefix,
    value(tape, object, writer) {
      const value = find(tape.heap.cells, object, id);
      if (value === 0) return false;
      if (write) return writeComposite(tape, value, { write, writer });
      writeLeaf(tape, value, writer);
      return true;
    },
  };
}

function writeLeaf(tape: Tape, value: TapeValue, writer: AnswerWriter): void {
  const { cells } = tape.heap;
  if (isCanonical(cells, value))
    writer.copy(cells[value + startCell] as number, cells[value + endCell] as number);
  else writer.text(toCanonicalJson(tape, value));
}

function writeComposite(
  tape: Tape,
  value: TapeValue,
  { write, writer }: { readonly write: WriteRepresentation; readonly writer: AnswerWriter },
): boolean {
  // Writing may make the heap grow.
  const { heap } = tape;
  if (isObject(heap.cells, value)) return write(tape, value, writer);
  if (!isList(heap.cells, value)) {
    writer.null();
    return true;
  }
  writer.byte(openBracket);
  const end = heap.cells[value + nextCell] as number;
  const first = value + containerCells;
  for (let at = first; at < end; at = nextOf(heap.cells, at)) {
    if (at !== first) writer.comma();
    if (!writeComposite(tape, resolve(heap.cells, at), { write, writer })) return false;
  }
  writer.byte(closeBracket);
  return true;
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
