// AssemblyScript (https://www.assemblyscript.org): compiled by ../compile.ts to src/execution/tape/__generated__/tape-module.ts.
// All of it works on memory that JavaScript hands out; addresses are in bytes, values on the tape are indexes of 32-bit cells.

import { beginLevel, beginScan, expect, findType, isExpected, levelOf } from './expected';
import { ARRAY, CONTAINER, ESCAPED, FALSE, LEAF, NULL, NUMBER, OBJECT, STRING, TRUE } from './kinds';
import { EXPECTED_KEYS, KEYS, MAX_LEVELS, MAX_NAMES, OPEN, RESULT, SEEN } from './layout';
import { findName } from './names';
import { endOfNumber, endOfString, isDigit, isEscaped, numberFlags, skipSpace } from './text';

export { HEAP_BASE } from './layout';
export { addName, hash, same, seed } from './names';

const MALFORMED: i32 = -1;
export const OVERFLOW: i32 = -2;

/** Whether the text has what only a slower reader understands. */
let isOdd: bool = false;

/** How many objects were looked through for keys that they have twice. */
let stamp: u32 = 0;

/** Whether an object that closes has a key that is known twice: the last one counts. */
function hasKeyTwice(object: usize, end: usize): bool {
  stamp++;
  if (stamp === 0) {
    memory.fill(SEEN, 0, 4 * MAX_NAMES);
    stamp = 1;
  }
  let at = object + CONTAINER;
  while (at < end) {
    const head = load<u32>(at);
    const key = head >> 8;
    if (key !== 0) {
      const seen = SEEN + (<usize>key << 2);
      if (load<u32>(seen) === stamp) return true;
      store<u32>(seen, stamp);
    }
    at = (head & 7) >= ARRAY ? <usize>load<u32>(at, 12) << 2 : at + LEAF;
  }
  return false;
}

/**
 * Reads a JSON text, of which the byte after the last is 0, into an index of its values. Each has a head (kind, flags, and above
 * them the id of its key), the addresses of its first byte and of the one after its last; objects and lists also the index of what
 * comes after all that is in them, and two cells for whoever works with them: of an object what is merged into it and the id of its
 * type's name, which is all ones when the table has no such name; of a list how many values it has.
 */
export function scan(
  from: usize,
  end: usize,
  tape: usize,
  limit: usize,
  keys: usize,
  typeNames: usize,
  typenameKey: u32,
): i32 {
  let at = from;
  let top = tape;
  let depth: i32 = 0;
  let deepest: i32 = 0;
  let key: u32 = 0;
  let container: usize = 0;
  let isObject = false;
  let count: u32 = 0;
  let level: usize = 0;
  /** Whether all keys of an object were as expected: then it has none twice, since the one that they were taken from had not. */
  let isUsual = false;
  isOdd = false;
  beginScan();

  while (true) {
    if (top + CONTAINER > limit) return OVERFLOW;
    at = skipSpace(at);
    const first = load<u8>(at);
    let isOpened = false;
    if (first === 0x22) {
      const close = endOfString(at + 1);
      if (close === 0) return MALFORMED;
      store<u32>(top, (key << 8) | STRING | (isEscaped ? ESCAPED : 0));
      store<u32>(top, <u32>at, 4);
      store<u32>(top, <u32>close + 1, 8);
      if (key === typenameKey && key !== 0) {
        store<u32>(container, isEscaped ? 0xffffffff : findType(level, typeNames, at + 1, close), 20);
      }
      at = close + 1;
      top += LEAF;
    } else if (first === 0x7b || first === 0x5b) {
      if (depth === MAX_LEVELS) return MALFORMED;
      store<u32>(top, (key << 8) | (first === 0x7b ? OBJECT : ARRAY));
      store<u32>(top, <u32>at, 4);
      store<u32>(top, 0, 16);
      store<u32>(top, 0, 20);
      store<u32>(OPEN + (<usize>depth << 3), <u32>container);
      store<u32>(OPEN + (<usize>depth << 3), (count << 2) | (<u32>isUsual << 1) | <u32>isObject, 4);
      depth++;
      if (depth > deepest) deepest = depth;
      if (key === typenameKey && key !== 0) store<u32>(container, 0xffffffff, 20);
      container = top;
      isObject = first === 0x7b;
      isUsual = true;
      level = levelOf(depth);
      beginLevel(level);
      count = 0;
      top += CONTAINER;
      at = skipSpace(at + 1);
      isOpened = load<u8>(at) !== (isObject ? 0x7d : 0x5d);
    } else {
      let head: u32;
      let close: usize;
      if (first === 0x2d || isDigit(first)) {
        close = endOfNumber(at);
        if (close === 0) return MALFORMED;
        head = NUMBER | numberFlags;
      } else if (first === 0x74 && load<u32>(at) === 0x65757274) {
        head = TRUE;
        close = at + 4;
      } else if (first === 0x6e && load<u32>(at) === 0x6c6c756e) {
        head = NULL;
        close = at + 4;
      } else if (first === 0x66 && load<u32>(at, 1) === 0x65736c61) {
        head = FALSE;
        close = at + 5;
      } else return MALFORMED;
      store<u32>(top, (key << 8) | head);
      store<u32>(top, <u32>at, 4);
      store<u32>(top, <u32>close, 8);
      if (key === typenameKey && key !== 0) store<u32>(container, 0xffffffff, 20);
      at = close;
      top += LEAF;
    }

    // What comes after a value, or after what opens one.
    if (!isOpened) {
      while (true) {
        if (depth === 0) {
          store<u32>(RESULT, <u32>top);
          store<u32>(RESULT, <u32>isOdd, 4);
          store<u32>(RESULT, deepest, 8);
          return skipSpace(at) === end ? <i32>(tape >> 2) : MALFORMED;
        }
        at = skipSpace(at);
        const byte = load<u8>(at);
        at++;
        if (byte === 0x2c) {
          count++;
          break;
        }
        if (byte !== (isObject ? 0x7d : 0x5d)) return MALFORMED;
        store<u32>(container, <u32>at, 8);
        store<u32>(container, <u32>(top >> 2), 12);
        if (isObject) {
          if (!isUsual && count > 0 && hasKeyTwice(container, top)) isOdd = true;
        } else store<u32>(container, top === container + CONTAINER ? 0 : count + 1, 16);
        depth--;
        container = load<u32>(OPEN + (<usize>depth << 3));
        const outer = load<u32>(OPEN + (<usize>depth << 3), 4);
        isObject = (outer & 1) !== 0;
        isUsual = (outer & 2) !== 0;
        count = outer >> 2;
        level = levelOf(depth);
      }
    }
    if (isObject) {
      at = skipSpace(at);
      if (load<u8>(at) !== 0x22) return MALFORMED;
      at++;
      const text = level + KEYS + 40 * <usize>count;
      if (level !== 0 && count < load<u32>(level) && isExpected(text, at)) {
        key = load<u32>(text, 32);
        at += load<u32>(text, 36) + 1;
      } else {
        const close = endOfString(at);
        if (close === 0) return MALFORMED;
        if (isEscaped) {
          isOdd = true;
          key = 0;
        } else key = findName(keys, at, <u32>(close - at));
        isUsual = false;
        // What is expected is how an object begins that was read key by key.
        if (level !== 0 && count < EXPECTED_KEYS && count <= load<u32>(level)) {
          const isShort = close - at < 16 && !isEscaped;
          if (isShort) expect(text, at, <u32>(close - at), key);
          store<u32>(level, count + <u32>isShort);
        }
        at = close + 1;
      }
      at = skipSpace(at);
      if (load<u8>(at) !== 0x3a) return MALFORMED;
      at++;
    } else key = 0;
  }
}

/** Copies a text; up to 15 bytes after it may be written too. */
export function copy(to: usize, from: usize, length: u32): void {
  if (length > 64) {
    memory.copy(to, from, length);
    return;
  }
  for (let index: u32 = 0; index < length; index += 16) v128.store(to + index, v128.load(from + index));
}
