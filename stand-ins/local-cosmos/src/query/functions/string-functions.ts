import type { CosmosFunction, FunctionTable } from './cosmos-function.ts';

const areStrings = (values: unknown[]): values is string[] =>
  values.every((value) => typeof value === 'string');

const ofStrings =
  (apply: (...values: string[]) => unknown): CosmosFunction =>
  (...values) =>
    areStrings(values) ? apply(...values) : undefined;

/** Over a text and a part of it, without regard to case where a third argument is true. */
const ofPart =
  (apply: (text: string, part: string) => boolean): CosmosFunction =>
  (text, part, ignoreCase) => {
    if (typeof text !== 'string' || typeof part !== 'string') return undefined;
    return ignoreCase === true ? apply(text.toLowerCase(), part.toLowerCase()) : apply(text, part);
  };

const ofTextAndNumbers =
  (apply: (text: string, ...numbers: number[]) => string | undefined): CosmosFunction =>
  (text, ...numbers) =>
    typeof text === 'string' && numbers.every((value) => typeof value === 'number')
      ? apply(text, ...(numbers as number[]))
      : undefined;

/** Reads a JSON text, undefined where it is none or not of this type. */
const ofJson =
  (isWanted: (value: unknown) => boolean): CosmosFunction =>
  (text) => {
    if (typeof text !== 'string') return undefined;
    try {
      const value: unknown = JSON.parse(text.trim());
      return isWanted(value) ? value : undefined;
    } catch {
      return undefined;
    }
  };

function regexMatch(text: unknown, pattern: unknown, modifiers: unknown = ''): boolean | undefined {
  if (typeof text !== 'string' || typeof pattern !== 'string' || typeof modifiers !== 'string')
    return undefined;
  const source = modifiers.includes('x') ? pattern.replace(/\s+/g, '') : pattern;
  try {
    return new RegExp(source, modifiers.replaceAll('x', '')).test(text);
  } catch {
    return undefined;
  }
}

/** Whether a text contains all, or any, of the others. */
const ofSeveral = (has: 'every' | 'some', inCase: (text: string) => string): CosmosFunction =>
  ofStrings((text = '', ...parts) => parts[has]((part) => inCase(text).includes(inCase(part))));

const exactly = (text: string) => text;
const inSmall = (text: string) => text.toLowerCase();

/** What stands before or after the first or last place of a part; undefined where it is nowhere. */
const cutAt = (find: 'indexOf' | 'lastIndexOf', side: 'before' | 'after') =>
  ofStrings((text = '', part = '') => {
    const at = text[find](part);
    if (at < 0) return undefined;
    return side === 'before' ? text.slice(0, at) : text.slice(at + part.length);
  });

function toText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/system-functions#string-functions */
export const stringFunctions: FunctionTable = {
  CONCAT: ofStrings((...parts) => parts.join('')),
  CONTAINS: ofPart((text, part) => text.includes(part)),
  CONTAINS_ALL_CI: ofSeveral('every', inSmall),
  CONTAINS_ALL_CS: ofSeveral('every', exactly),
  CONTAINS_ANY_CI: ofSeveral('some', inSmall),
  CONTAINS_ANY_CS: ofSeveral('some', exactly),
  ENDSWITH: ofPart((text, part) => text.endsWith(part)),
  INDEX_OF: (text, part, from = 0) =>
    typeof text === 'string' && typeof part === 'string' && typeof from === 'number'
      ? text.indexOf(part, from)
      : undefined,
  LASTINDEXOF: ofStrings((text = '', part = '') => text.lastIndexOf(part)),
  LASTSUBSTRINGAFTER: cutAt('lastIndexOf', 'after'),
  LASTSUBSTRINGBEFORE: cutAt('lastIndexOf', 'before'),
  LEFT: ofTextAndNumbers((text, count = 0) => text.slice(0, Math.max(0, count))),
  LENGTH: ofStrings((text) => text?.length),
  LOWER: ofStrings((text) => text?.toLowerCase()),
  LTRIM: ofStrings((text) => text?.trimStart()),
  REGEXMATCH: regexMatch,
  REPLACE: ofStrings((text = '', part = '', by = '') =>
    part === '' ? text : text.replaceAll(part, () => by),
  ),
  REPLICATE: ofTextAndNumbers((text, count = 0) =>
    count >= 0 && text.length * count <= 10_000 ? text.repeat(Math.floor(count)) : undefined,
  ),
  REVERSE: ofStrings((text) => [...(text ?? '')].reverse().join('')),
  RIGHT: ofTextAndNumbers((text, count = 0) => (count <= 0 ? '' : text.slice(-count))),
  RTRIM: ofStrings((text) => text?.trimEnd()),
  STARTSWITH: ofPart((text, part) => text.startsWith(part)),
  STRINGEQUALS: ofPart((text, part) => text === part),
  STRINGJOIN: (items, separator) =>
    Array.isArray(items) && areStrings(items) && typeof separator === 'string'
      ? items.join(separator)
      : undefined,
  STRINGSPLIT: ofStrings((text, separator) => (separator === undefined ? undefined : text?.split(separator))),
  STRINGTOARRAY: ofJson(Array.isArray),
  STRINGTOBOOLEAN: ofJson((value) => typeof value === 'boolean'),
  STRINGTONULL: ofJson((value) => value === null),
  STRINGTONUMBER: ofJson((value) => typeof value === 'number'),
  STRINGTOOBJECT: ofJson((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  SUBSTRING: ofTextAndNumbers((text, from = 0, count = 0) =>
    text.slice(Math.max(0, from), Math.max(0, from) + Math.max(0, count)),
  ),
  SUBSTRINGAFTER: cutAt('indexOf', 'after'),
  SUBSTRINGBEFORE: cutAt('indexOf', 'before'),
  TOSTRING: toText,
  TRIM: ofStrings((text) => text?.trim()),
  UPPER: ofStrings((text) => text?.toUpperCase()),
};
