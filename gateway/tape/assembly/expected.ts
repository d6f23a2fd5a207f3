import { EXPECTED, EXPECTED_LEVELS, LEVEL } from './layout';
import { findName } from './names';

// Objects of a list tend to have the same keys in the same order. So each is compared with the one at its place in the object
// before, its closing quote included, which is cheaper than to find the quote and then the name. Such a text is 16 bytes, those that
// count, an id, and a length.

/** How many scans there have been. */
let scans: u32 = 0;

// @ts-expect-error: decorator
@inline
export function beginScan(): void {
  scans++;
}

/** What is expected of objects at a level; 0 when nothing is. */
// @ts-expect-error: decorator
@inline
export function levelOf(depth: i32): usize {
  return depth < EXPECTED_LEVELS ? EXPECTED + LEVEL * <usize>depth : 0;
}

/** Forgets what an earlier scan expected. */
// @ts-expect-error: decorator
@inline
export function beginLevel(level: usize): void {
  if (level === 0 || load<u32>(level, 4) === scans) return;
  store<u32>(level, 0);
  store<u32>(level, scans, 4);
  store<u32>(level + 16, 0, 36);
}

/** Whether a text follows, with a quote at its end. */
// @ts-expect-error: decorator
@inline
export function isExpected(text: usize, at: usize): bool {
  return !v128.any_true(v128.and(v128.xor(v128.load(at), v128.load(text)), v128.load(text, 16)));
}

// @ts-expect-error: decorator
@inline
export function expect(text: usize, at: usize, length: u32, id: u32): void {
  const lanes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  v128.store(text, v128.load(at));
  v128.store(text, i8x16.lt_u(lanes, i8x16.splat(<i8>(length + 1))), 16);
  store<u32>(text, id, 32);
  store<u32>(text, length, 36);
}

/** The id of a type's name that ends at `close`; all ones when the table has none. */
// @ts-expect-error: decorator
@inline
export function findType(level: usize, typeNames: usize, at: usize, close: usize): u32 {
  const text = level + 16;
  if (level !== 0 && load<u32>(text, 36) !== 0 && isExpected(text, at)) return load<u32>(text, 32);
  const length = <u32>(close - at);
  const known = findName(typeNames, at, length);
  const id = known === 0 ? 0xffffffff : known;
  if (level !== 0 && length > 0 && length < 16) expect(text, at, length, id);
  return id;
}
