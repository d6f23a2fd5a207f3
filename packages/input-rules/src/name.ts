import { z } from 'zod';
import { findTextProblem } from './find-text-problem.ts';

/**
 * One line of text that people read, e.g. a user's name: 1 to `maxLength` UTF-16 units, no
 * space at its ends, something to see in it.
 */
export function name(maxLength: number) {
  const error = `expected 1 to ${maxLength} characters`;
  return z
    .string({ error })
    .min(1, { error, abort: true })
    .max(maxLength, { error, abort: true })
    .superRefine((text, context) => {
      const problem = findNameProblem(text);
      if (problem) context.addIssue(problem);
    });
}

function findNameProblem(text: string): string | undefined {
  const problem = findTextProblem(text);
  if (problem) return problem;
  if (/\p{Cc}|[\u2028\u2029]/u.test(text)) return 'expected text without control characters';
  if (directionChange.test(text))
    return 'expected text without characters that change the direction of others';
  if (!visible.test(text)) return 'expected a character that can be seen';
  if (text !== text.trim()) return 'expected text without spaces at its ends';
  return undefined;
}

/**
 * Embeddings, overrides and isolates, which reorder what stands around a name: https://www.unicode.org/reports/tr9/.
 * Marks and joiners, which Arabic, Persian and emoji need, are no such.
 */
const directionChange = /[\u202a-\u202e\u2066-\u2069]/;

/** Other than spaces and what is drawn as nothing; the blank of Braille is a symbol to Unicode. */
const visible = /[^\p{Default_Ignorable_Code_Point}\p{Cf}\p{Z}\u2800]/u;
