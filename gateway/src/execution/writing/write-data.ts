import { createGraphQLError } from '../../errors.ts';
import { getOrInsert } from '../../values/get-or-insert.ts';
import type { DataObject } from '../data/response-data.ts';
import { findWriting, type Writing } from './writing.ts';

/** A short operation on data that repeats can ask for more than there is memory. */
const maxLength = 64 * 1024 * 1024;

/**
 * Writes the data of an answer as JSON, to the text that JSON.stringify gives. What stands at many places of it is
 * written once, as is data that several requests got.
 * @throws GraphQLError `ANSWER_TOO_LARGE` beyond 64 Mi characters
 */
export function writeData(data: object): string {
  const writing = findWriting(data);
  if (writing?.text !== undefined) return writing.text;
  const text = writing?.repeats ? writeRepeating(data, writing.repeats) : checkLength(JSON.stringify(data));
  if (writing?.isShared) writing.text = text;
  return text;
}

function checkLength(text: string): string {
  if (text.length > maxLength) throw createGraphQLError('ANSWER_TOO_LARGE');
  return text;
}

/** Goes by hand where something that repeats lies below; all else is quicker natively. */
function writeRepeating(data: object, { results, holders }: NonNullable<Writing['repeats']>): string {
  const texts = new Map<object, string>();
  const prefixes = new Map<string, string>();

  function write(value: unknown): string {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const isRepeated = results.has(value);
    let text = isRepeated ? texts.get(value) : undefined;
    if (text === undefined) {
      text = holders.has(value) ? writeMembers(value) : JSON.stringify(value);
      if (isRepeated) texts.set(value, text);
    }
    return text;
  }

  function writeMembers(value: object): string {
    let text = '';
    if (Array.isArray(value)) {
      for (const element of value) text = checkLength(`${text}${text && ','}${write(element)}`);
      return `[${text}]`;
    }
    for (const name in value) {
      const prefix = getOrInsert(prefixes, name, () => `${JSON.stringify(name)}:`);
      text = checkLength(`${text}${text && ','}${prefix}${write((value as DataObject)[name])}`);
    }
    return `{${text}}`;
  }

  return write(data);
}
