// What a value on the tape is, by its lowest bits, and how many bytes it takes.

export const NULL: u32 = 0;
export const FALSE: u32 = 1;
export const TRUE: u32 = 2;
export const NUMBER: u32 = 3;
export const STRING: u32 = 4;
export const ARRAY: u32 = 5;
export const OBJECT: u32 = 6;
/** Of a string: it has a backslash. Of a number: it has a fraction or an exponent. */
export const ESCAPED: u32 = 8;
export const FRACTION: u32 = 8;
/** Of a number: it may be beyond what a double holds. */
export const LONG: u32 = 16;

export const LEAF: usize = 12;
export const CONTAINER: usize = 24;
