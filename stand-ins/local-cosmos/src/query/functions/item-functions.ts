import { lastNumber } from '../../storage/resource-ids.ts';
import type { FunctionTable } from './cosmos-function.ts';

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

const dot = (a: number[], b: number[]) => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

const distances: Record<string, (a: number[], b: number[]) => number> = {
  cosine: (a, b) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)),
  dotproduct: dot,
  euclidean: (a, b) => Math.hypot(...a.map((value, index) => value - (b[index] ?? 0))),
};

function vectorDistance(a: unknown, b: unknown, _isExact: unknown, options: unknown): number | undefined {
  if (!isNumbers(a) || !isNumbers(b) || a.length !== b.length) return undefined;
  const named = (options as { distanceFunction?: unknown } | undefined)?.distanceFunction ?? 'cosine';
  const name = String(named).toLowerCase();
  const distance = Object.hasOwn(distances, name) ? distances[name]?.(a, b) : undefined;
  return distance !== undefined && Number.isFinite(distance) ? distance : undefined;
}

const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether a text has the words of a phrase, one after another; without the service's stemming. */
function hasPhrase(text: unknown, phrase: unknown): boolean | undefined {
  if (typeof text !== 'string' || typeof phrase !== 'string') return undefined;
  return ` ${words(text).join(' ')} `.includes(` ${words(phrase).join(' ')} `);
}

/**
 * Functions of an item's identity, of vectors and of words.
 *
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/documentid
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/vectordistance
 */
export const itemFunctions: FunctionTable = {
  DOCUMENTID: (document) => {
    const rid = (document as { _rid?: unknown } | undefined)?._rid;
    return typeof rid === 'string' ? lastNumber(rid) : undefined;
  },
  FULLTEXTCONTAINS: hasPhrase,
  FULLTEXTCONTAINSALL: (text, ...phrases) =>
    typeof text === 'string' ? phrases.every((phrase) => hasPhrase(text, phrase)) : undefined,
  FULLTEXTCONTAINSANY: (text, ...phrases) =>
    typeof text === 'string' ? phrases.some((phrase) => hasPhrase(text, phrase)) : undefined,
  VECTORDISTANCE: vectorDistance,
};
