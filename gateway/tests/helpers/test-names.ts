import { Names } from '../../src/execution/tape/names.ts';
import type { Tape } from '../../src/execution/tape/tape.ts';
import { toJavaScript } from '../../src/execution/tape/to-javascript.ts';
import { findTypeName } from '../../src/execution/tape/type-names.ts';
import {
  find,
  isList,
  isNothing,
  isObject,
  type TapeValue,
  visitItems,
} from '../../src/execution/tape/values.ts';

/** Names that can make objects of what is on a tape. */
export class TestNames extends Names {
  readonly #keys: readonly string[];

  /** `keys` are looked for beside `__typename`; every type is one of the supergraph unless `isType` says no. */
  constructor(keys: readonly string[], isType: (name: string) => boolean = () => true) {
    super(isType);
    this.#keys = keys;
    for (const key of keys) this.keyOf(key);
  }

  /** What is on the tape, with all that was merged, members of other keys excepted. */
  build(tape: Tape, value: TapeValue): unknown {
    const { cells } = tape.heap;
    if (isList(cells, value)) {
      const items: unknown[] = [];
      visitItems(cells, value, (item) => items.push(this.build(tape, item)));
      return items;
    }
    if (!isObject(cells, value)) return isNothing(cells, value) ? null : toJavaScript(tape, value);
    const members: [string, unknown][] = [];
    const typeName = findTypeName(tape, value);
    const typeNameValue = find(cells, value, this.keyOf('__typename'));
    if (typeof typeName === 'string') members.push(['__typename', typeName]);
    else if (typeNameValue !== 0) members.push(['__typename', this.build(tape, typeNameValue)]);
    for (const key of this.#keys) {
      const member = find(cells, value, this.keyOf(key));
      if (member !== 0) members.push([key, this.build(tape, member)]);
    }
    return Object.fromEntries(members);
  }
}
