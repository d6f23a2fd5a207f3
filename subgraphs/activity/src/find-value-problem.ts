import { findTextProblem } from '@headgate/input-rules/find-text-problem.ts';
import { findInexactNumber } from '@headgate/subgraph-server/inexact-numbers.ts';

/** Says what of a JSON value could not be stored as it is: Cosmos DB keeps numbers as doubles. */
export function findValueProblem(value: unknown): string | undefined {
  // How it was written is known of numbers in objects and lists alone.
  const isLong = typeof value === 'number' && String(value).replace(/\D/g, '').length > 15;
  return isLong && Number.isFinite(value) ? describeInexact(String(value)) : findProblem(value);
}

function findProblem(value: unknown): string | undefined {
  if (typeof value === 'string') return findTextProblem(value);
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : 'expected numbers that a double can hold';
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const inexact = findInexactNumber(value);
  if (inexact !== undefined) return describeInexact(inexact);
  return Object.entries(value)
    .map(([key, inner]) => findTextProblem(key) ?? findProblem(inner))
    .find((problem) => problem !== undefined);
}

function describeInexact(text: string): string {
  return `expected numbers that a double can hold: send ${text.slice(0, 40)} as text`;
}
