import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { Requirements } from '../../planning/rewriting/read-requirements.ts';
import type { TypeIndex } from '../../supergraph/type-index.ts';
import { getOrInsert } from '../../values/get-or-insert.ts';
import { collectInputs, type Input, selectRewrites } from './compile-representation.ts';

/**
 * Whether the inputs of a fetch make a representation of an entity. `foreign` means that the fetch is for entities of
 * other types; `incomplete` that the subgraph could not know the entity by them, and would fail on all others too.
 */
export type InputsVerdict = 'complete' | 'foreign' | 'incomplete';

export type JudgeInputs = (typeName: string | null | undefined) => InputsVerdict;

export interface CompileJudgeInputsOptions {
  readonly types: TypeIndex;
  readonly requirements: Pick<Requirements, 'listKeys'>;
}

/**
 * Compiles the judge of a fetch's inputs: a subgraph must get the name of a type that it declares, and one whole key
 * of it. The planner selects a key for the types that it means alone, but what a field requires also for others.
 */
export function compileJudgeInputs(
  fetch: Pick<FetchNode, 'serviceName' | 'requires' | 'inputRewrites'>,
  { types, requirements }: CompileJudgeInputsOptions,
): JudgeInputs {
  const { serviceName, requires = [], inputRewrites = [] } = fetch;
  const verdicts = new Map<string, InputsVerdict>();

  /** The keys of the type that is sent; none when no type is. */
  function findKeys(inputs: ReadonlyMap<string, Input>, typeName: string) {
    if (!inputs.has('__typename')) return [];
    const rewrites = selectRewrites(inputRewrites, typeName, types);
    const setter = rewrites.find(({ path }) => path.length === 1 && path[0] === '__typename')?.rewrite;
    const sentName = setter?.kind === 'ValueSetter' ? String(setter.setValueTo) : typeName;
    return requirements.listKeys(serviceName, sentName);
  }

  /** The keys that the planner selects, of the types that it means. */
  function findMeantKeys(): readonly (readonly string[])[] {
    return requires.flatMap((selection) => {
      const typeName = selection.kind === 'InlineFragment' ? selection.typeCondition : undefined;
      if (typeName === undefined) return [];
      const inputs = collectInputs(requires, typeName, types);
      return findKeys(inputs, typeName).filter((key) => isAmong(key, inputs));
    });
  }

  function judge(typeName: string): InputsVerdict {
    const inputs = collectInputs(requires, typeName, types);
    if (inputs.size === 0) return 'foreign';
    if (findKeys(inputs, typeName).some((key) => isAmong(key, inputs))) return 'complete';
    const meant = findMeantKeys();
    return meant.length > 0 && !meant.some((key) => isAmong(key, inputs)) ? 'foreign' : 'incomplete';
  }

  return (typeName) => {
    if (typeof typeName !== 'string') return 'foreign';
    const known = verdicts.get(typeName);
    if (known !== undefined) return known;
    // An answer may name any type: only those that exist are worth remembering.
    if (!types.isComposite(typeName)) return 'foreign';
    return getOrInsert(verdicts, typeName, () => judge(typeName));
  };
}

function isAmong(key: readonly string[], inputs: ReadonlyMap<string, Input>): boolean {
  const leaves = new Set(listLeaves(inputs));
  return key.every((path) => leaves.has(path));
}

function listLeaves(inputs: ReadonlyMap<string, Input>): readonly string[] {
  return Array.from(inputs.values()).flatMap(({ name, selections }) =>
    selections ? pathsBelow(name, selections) : [name],
  );
}

function pathsBelow(name: string, selections: readonly QueryPlanSelectionNode[]): readonly string[] {
  return selections.flatMap((selection): readonly string[] => {
    if (selection.kind === 'InlineFragment') return pathsBelow(name, selection.selections);
    if (!selection.selections) return [`${name}.${selection.name}`];
    return pathsBelow(selection.name, selection.selections).map((path) => `${name}.${path}`);
  });
}
