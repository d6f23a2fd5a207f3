/**
 * A value of an answer: the index of its head among the cells of a tape's heap, where 0 is no value. It means something as long as
 * the tape is open.
 */
export type TapeValue = number;

/** What a head says of its value, in the lowest three bits. */
export const kinds = {
  null: 0,
  false: 1,
  true: 2,
  number: 3,
  string: 4,
  list: 5,
  object: 6,
  /** Stands for the value whose index follows the head. */
  reference: 7,
} as const;

/** Of a string: it has a backslash. Of a number: it has a fraction or an exponent. */
export const escaped = 8;
export const fraction = 8;
/** Of a number: it may be beyond what a double holds. */
export const long = 16;
/** Of an object: it may stand at several places. */
export const repeated = 32;
/** Of a reference: it took the place of a leaf. */
const ofLeaf = 64;

/** Cells after the head. */
export const startCell = 1;
export const endCell = 2;
export const nextCell = 3;
/** Of a list. */
export const countCell = 4;
/** Of an object: the first of the links to what is merged into it, two cells each: the object, and the next link. */
export const linkCell = 4;
/** Of an object: the id of its type, 0 for no name, -1 for one that only {@link findTypeName} can read. */
export const typeCell = 5;

/** The type of an object that says what it is with a name that has no id, or with what is no name. */
export const otherType = -1;

export const leafCells = 3;
export const containerCells = 6;

export function kindAt(cells: Int32Array, value: TapeValue): number {
  return (cells[value] as number) & 7;
}

/** The value that comes after another in an object or a list. */
export function nextOf(cells: Int32Array, value: TapeValue): TapeValue {
  const head = cells[value] as number;
  const kind = head & 7;
  if (kind < kinds.list || (kind === kinds.reference && (head & ofLeaf) !== 0)) return value + leafCells;
  return cells[value + nextCell] as number;
}

/** What stands at a place: never a reference. */
export function resolve(cells: Int32Array, value: TapeValue): TapeValue {
  let found = value;
  while (((cells[found] as number) & 7) === kinds.reference) found = cells[found + 1] as number;
  return found;
}

/** Lets another value stand at a place. */
export function replace(cells: Int32Array, place: TapeValue, other: TapeValue): void {
  const head = cells[place] as number;
  const kind = head & 7;
  const isLeaf = kind < kinds.list || (kind === kinds.reference && (head & ofLeaf) !== 0);
  cells[place] = (head & ~0xff) | kinds.reference | (isLeaf ? ofLeaf : 0);
  cells[place + 1] = other;
}

export function isObject(cells: Int32Array, value: TapeValue): boolean {
  return value !== 0 && ((cells[value] as number) & 7) === kinds.object;
}

export function isList(cells: Int32Array, value: TapeValue): boolean {
  return value !== 0 && ((cells[value] as number) & 7) === kinds.list;
}

/** Whether there is no value, or null. */
export function isNothing(cells: Int32Array, value: TapeValue): boolean {
  return value === 0 || ((cells[value] as number) & 7) === kinds.null;
}

/** The place of a key in an object, apart from what is merged into it. */
export function findOwnPlace(cells: Int32Array, object: TapeValue, key: number): TapeValue {
  const end = cells[object + nextCell] as number;
  let at = object + containerCells;
  while (at < end) {
    if ((cells[at] as number) >>> 8 === key) return at;
    at = nextOf(cells, at);
  }
  return 0;
}

/** The place of a key in an object: of what was merged into it the first that is not null counts. */
export function findPlace(cells: Int32Array, object: TapeValue, key: number): TapeValue {
  let found = findOwnPlace(cells, object, key);
  let link = cells[object + linkCell] as number;
  while (link !== 0 && (found === 0 || ((cells[found] as number) & 7) === kinds.null)) {
    const other = findOwnPlace(cells, cells[link] as number, key);
    if (other !== 0) found = other;
    link = cells[link + 1] as number;
  }
  return found;
}

/** The value of a key in an object; 0 when it has none. */
export function find(cells: Int32Array, object: TapeValue, key: number): TapeValue {
  const place = findPlace(cells, object, key);
  return place === 0 ? 0 : resolve(cells, place);
}

/** Visits the members of an object, with what is merged into it: of a key that several have, each; `visit` must not take memory. */
export function visitMembers(
  cells: Int32Array,
  object: TapeValue,
  visit: (key: number, value: TapeValue) => void,
): void {
  visitOwnMembers(cells, object, visit);
  for (let link = cells[object + linkCell] as number; link !== 0; link = cells[link + 1] as number)
    visitOwnMembers(cells, cells[link] as number, visit);
}

export function visitOwnMembers(
  cells: Int32Array,
  object: TapeValue,
  visit: (key: number, value: TapeValue) => void,
): void {
  const end = cells[object + nextCell] as number;
  for (let at = object + containerCells; at < end; at = nextOf(cells, at)) {
    visit((cells[at] as number) >>> 8, resolve(cells, at));
  }
}

/** Visits the elements of a list; `visit` must not take memory. */
export function visitItems(
  cells: Int32Array,
  list: TapeValue,
  visit: (value: TapeValue, index: number) => void,
): void {
  const end = cells[list + nextCell] as number;
  let index = 0;
  for (let at = list + containerCells; at < end; at = nextOf(cells, at)) {
    visit(resolve(cells, at), index);
    index += 1;
  }
}

/** The element of a list at an index; 0 when there is none. */
export function itemAt(cells: Int32Array, list: TapeValue, index: number): TapeValue {
  const end = cells[list + nextCell] as number;
  let left = index;
  for (let at = list + containerCells; at < end; at = nextOf(cells, at)) {
    if (left === 0) return resolve(cells, at);
    left -= 1;
  }
  return 0;
}
