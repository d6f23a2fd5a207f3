// Where what is in the memory of the module, in bytes.

/** What the last scan found, in words: where its tape ends, in bytes; whether it has what only a slower reader understands; how deep it goes. */
export const RESULT: usize = 8;
/** Where containers that are open are noted, 8 bytes for each. */
export const OPEN: usize = 1024;
export const MAX_LEVELS: i32 = 16384;
/** When each key was last seen in an object that closed, 4 bytes for each. */
export const SEEN: usize = OPEN + 8 * MAX_LEVELS;
export const MAX_NAMES: u32 = 65536;
/** What is expected of objects, by how deep they are. */
export const EXPECTED: usize = SEEN + 4 * MAX_NAMES;
/** Of each level: how many keys are expected, in which scan, and the name of a type; then the keys, one after another. */
export const KEYS: usize = 16 + 40;
export const EXPECTED_KEYS: u32 = 16;
export const LEVEL: usize = KEYS + 40 * EXPECTED_KEYS;
export const EXPECTED_LEVELS: i32 = 32;
/** Below this, memory belongs to this module. */
export const HEAP_BASE: usize = EXPECTED + LEVEL * EXPECTED_LEVELS;
