import { type FieldNode, print } from 'graphql';
import { getOrInsert } from '../../values/get-or-insert.ts';

/**
 * The key under which the value of a field travels between subgraphs and executor. One key stands for one field with
 * one set of arguments, whatever the client calls it, so that an alias of the client can never meet a key or an input
 * that the plan fetches for itself. Fields that have selections are kept apart by response name too: a null that may
 * not be below one of them must not take the others with it.
 */
export interface ResponseKeys {
  keyOf(field: FieldNode): string;
}

export interface ResponseKeysOptions {
  /** Names that no key may get. */
  readonly isFieldName: (name: string) => boolean;
  /** Fields that run once for each response name, whatever their arguments: those at the root of a mutation. */
  readonly serialFields: ReadonlySet<FieldNode>;
}

/** Names keys in the order of the calls: the first use of a field keeps its name. */
export function createResponseKeys({ isFieldName, serialFields }: ResponseKeysOptions): ResponseKeys {
  const usesByName = new Map<string, Map<string, string>>();
  let counter = 0;

  function keyOf(field: FieldNode): string {
    const name = field.name.value;
    const isOneOfMany = serialFields.has(field) || field.selectionSet !== undefined;
    const use = describeUse(field) + (isOneOfMany ? ` as ${field.alias?.value ?? name}` : '');
    const uses = getOrInsert(usesByName, name, () => new Map<string, string>());
    let key = uses.get(use);
    if (key !== undefined) return key;
    key = name;
    if (uses.size > 0) {
      do {
        key = `_${counter++}__${name}`;
      } while (isFieldName(key));
    }
    uses.set(use, key);
    return key;
  }

  return { keyOf };
}

function describeUse({ arguments: args, directives }: FieldNode): string {
  const custom = (directives ?? []).filter(({ name }) => name.value !== 'skip' && name.value !== 'include');
  if (!args?.length && custom.length === 0) return '';
  return `${(args ?? []).map(print).sort().join()} ${custom.map(print).join(' ')}`;
}
