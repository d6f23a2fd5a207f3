// AssemblyScript (https://www.assemblyscript.org): compiled by compile.ts to src/execution/tape/tape-module.ts.
// All of it works on memory that JavaScript hands out; addresses are in bytes, values on the tape are indexes of 32-bit cells.

/** Where containers that are open are noted, 8 bytes for each. */
const OPEN: usize = 1024;
const MAX_LEVELS: i32 = 16384;
/** When each key was last seen in an object that closed, 4 bytes for each. */
const SEEN: usize = OPEN + 8 * MAX_LEVELS;
const MAX_NAMES: u32 = 65536;
/** Below this, memory belongs to this module. */
export const HEAP_BASE: usize = SEEN + 4 * MAX_NAMES;

const NULL: u32 = 0;
const FALSE: u32 = 1;
const TRUE: u32 = 2;
const NUMBER: u32 = 3;
const STRING: u32 = 4;
const ARRAY: u32 = 5;
const OBJECT: u32 = 6;
/** Of a string: it has a backslash. Of a number: it has a fraction or an exponent. */
const ESCAPED: u32 = 8;
const FRACTION: u32 = 8;
/** Of a number: it may be beyond what a double holds. */
const LONG: u32 = 16;

const LEAF: usize = 12;
const CONTAINER: usize = 24;

const MALFORMED: i32 = -1;
export const OVERFLOW: i32 = -2;

/** What the last scan found, in words: where its tape ends, in bytes; whether it has what only a slower reader understands; how deep it goes. */
const RESULT: usize = 8;
let isOdd: bool = false;

let stamp: u32 = 0;
let factor: u64 = 0x9e3779b97f4a7c15;
let otherFactor: u64 = 0xc2b2ae3d27d4eb4f;

/** Makes hashes differ from process to process, since clients choose names. */
export function seed(one: u64, other: u64): void {
  factor = one | 1;
  otherFactor = other | 1;
}

// @ts-expect-error: decorator
@inline
function hashOf(at: usize, length: u32): u32 {
  let first: u64;
  let last: u64;
  if (length >= 8) {
    first = load<u64>(at);
    last = load<u64>(at + length - 8);
  } else if (length >= 4) {
    first = load<u32>(at);
    last = load<u32>(at + length - 4);
  } else if (length > 0) {
    first = load<u8>(at) | (<u64>load<u8>(at + (length >> 1)) << 8) | (<u64>load<u8>(at + length - 1) << 16);
    last = 0;
  } else {
    first = 0;
    last = 0;
  }
  let mixed = (first ^ length) * factor ^ last * otherFactor;
  mixed ^= mixed >> 32;
  mixed *= factor;
  return <u32>(mixed >> 32);
}

// @ts-expect-error: decorator
@inline
function areEqual(one: usize, other: usize, length: u32): bool {
  if (length < 8) {
    if (length >= 4)
      return load<u32>(one) === load<u32>(other) && load<u32>(one + length - 4) === load<u32>(other + length - 4);
    for (let index: u32 = 0; index < length; index++)
      if (load<u8>(one + index) !== load<u8>(other + index)) return false;
    return true;
  }
  let index: u32 = 0;
  for (; index + 8 <= length; index += 8) if (load<u64>(one + index) !== load<u64>(other + index)) return false;
  return load<u64>(one + length - 8) === load<u64>(other + length - 8);
}

/** Whether two texts are the same. */
export function same(one: usize, other: usize, length: u32): bool {
  return areEqual(one, other, length);
}

/** A hash of a text, which differs from process to process. */
export function hash(at: usize, length: u32): u32 {
  // All of a longer text counts: clients choose values.
  let mixed = hashOf(at, length);
  for (let index: u32 = 8; index + 8 < length; index += 8)
    mixed = (mixed ^ hashOf(at + index, 8)) * 0x01000193;
  return mixed;
}

// A table of names: the number of its slots less one, then slots of 16 bytes: hash, id, offset of the name from the table, its
// length. Id 0 is no name.

/** Adds a name that follows the slots of a table. */
export function addName(table: usize, offset: u32, length: u32, id: u32): void {
  const mask = load<u32>(table);
  const own = hashOf(table + offset, length);
  let slot = own & mask;
  while (load<u32>(table + 16 + slot * 16, 4) !== 0) slot = (slot + 1) & mask;
  const at = table + 16 + slot * 16;
  store<u32>(at, own);
  store<u32>(at, id, 4);
  store<u32>(at, offset, 8);
  store<u32>(at, length, 12);
}

// @ts-expect-error: decorator
@inline
function findName(table: usize, at: usize, length: u32): u32 {
  const mask = load<u32>(table);
  const own = hashOf(at, length);
  let slot = own & mask;
  while (true) {
    const entry = table + 16 + slot * 16;
    const id = load<u32>(entry, 4);
    if (id === 0) return 0;
    if (
      load<u32>(entry) === own &&
      load<u32>(entry, 12) === length &&
      areEqual(table + load<u32>(entry, 8), at, length)
    )
      return id;
    slot = (slot + 1) & mask;
  }
}

/** Returns where a string that begins before `at` has its closing quote, or 0; `isEscaped` is set when it has a backslash. */
let isEscaped: bool = false;

// @ts-expect-error: decorator
@inline
function endOfString(from: usize): usize {
  let at = from;
  isEscaped = false;
  while (true) {
    const bytes = v128.load(at);
    const found = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
        i8x16.lt_u(bytes, i8x16.splat(0x20)),
      ),
    );
    if (found === 0) {
      at += 16;
      continue;
    }
    at += ctz(found);
    const byte = load<u8>(at);
    if (byte === 0x22) return at;
    if (byte !== 0x5c) return 0;
    isEscaped = true;
    at = endOfEscape(at);
    if (at === 0) return 0;
  }
}

function endOfEscape(at: usize): usize {
  switch (load<u8>(at, 1)) {
    case 0x22:
    case 0x5c:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return at + 2;
    case 0x75:
      for (let index: usize = 2; index < 6; index++) {
        const digit = load<u8>(at + index);
        const letter = digit | 0x20;
        if (!(digit >= 0x30 && digit <= 0x39) && !(letter >= 0x61 && letter <= 0x66)) return 0;
      }
      return at + 6;
    default:
      return 0;
  }
}

// @ts-expect-error: decorator
@inline
function isDigit(byte: u8): bool {
  return <u8>(byte - 0x30) < 10;
}

let numberFlags: u32 = 0;

/** Returns the end of a number, or 0. */
function endOfNumber(from: usize): usize {
  let at = from;
  let flags: u32 = 0;
  if (load<u8>(at) === 0x2d) at++;
  const digits = at;
  if (load<u8>(at) === 0x30) at++;
  else {
    if (!isDigit(load<u8>(at))) return 0;
    do at++;
    while (isDigit(load<u8>(at)));
  }
  if (load<u8>(at) === 0x2e) {
    flags = FRACTION;
    at++;
    if (!isDigit(load<u8>(at))) return 0;
    do at++;
    while (isDigit(load<u8>(at)));
  }
  if (at - digits > 15) flags |= LONG;
  if ((load<u8>(at) | 0x20) === 0x65) {
    flags |= FRACTION | LONG;
    at++;
    if (load<u8>(at) === 0x2b || load<u8>(at) === 0x2d) at++;
    if (!isDigit(load<u8>(at))) return 0;
    do at++;
    while (isDigit(load<u8>(at)));
  }
  numberFlags = flags;
  return at;
}

// @ts-expect-error: decorator
@inline
function skipSpace(from: usize): usize {
  let at = from;
  while (true) {
    const byte = load<u8>(at);
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) return at;
    at++;
  }
}

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
  isOdd = false;

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
        const known = isEscaped ? 0 : findName(typeNames, at + 1, <u32>(close - at - 1));
        store<u32>(container, known === 0 ? 0xffffffff : known, 20);
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
      store<u32>(OPEN + (<usize>depth << 3), (count << 1) | <u32>isObject, 4);
      depth++;
      if (depth > deepest) deepest = depth;
      if (key === typenameKey && key !== 0) store<u32>(container, 0xffffffff, 20);
      container = top;
      isObject = first === 0x7b;
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
          if (count > 0 && hasKeyTwice(container, top)) isOdd = true;
        } else store<u32>(container, top === container + CONTAINER ? 0 : count + 1, 16);
        depth--;
        container = load<u32>(OPEN + (<usize>depth << 3));
        const outer = load<u32>(OPEN + (<usize>depth << 3), 4);
        isObject = (outer & 1) !== 0;
        count = outer >> 1;
      }
    }
    if (isObject) {
      at = skipSpace(at);
      if (load<u8>(at) !== 0x22) return MALFORMED;
      const close = endOfString(at + 1);
      if (close === 0) return MALFORMED;
      if (isEscaped) {
        isOdd = true;
        key = 0;
      } else key = findName(keys, at + 1, <u32>(close - at - 1));
      at = skipSpace(close + 1);
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
