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
export function findName(table: usize, at: usize, length: u32): u32 {
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
