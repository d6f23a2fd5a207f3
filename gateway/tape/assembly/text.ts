import { FRACTION, LONG } from './kinds';

/** Whether the string that was looked through last has a backslash. */
export let isEscaped: bool = false;

/** Returns where a string that begins before `from` has its closing quote, or 0. */
// @ts-expect-error: decorator
@inline
export function endOfString(from: usize): usize {
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
export function isDigit(byte: u8): bool {
  return <u8>(byte - 0x30) < 10;
}

/** What the number that was looked through last is. */
export let numberFlags: u32 = 0;

/** Returns the end of a number, or 0. */
export function endOfNumber(from: usize): usize {
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
export function skipSpace(from: usize): usize {
  let at = from;
  while (true) {
    const byte = load<u8>(at);
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) return at;
    at++;
  }
}
