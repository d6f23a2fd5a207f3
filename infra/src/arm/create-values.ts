import { createHash } from 'node:crypto';
import type { Arm } from './expressions.ts';

/** Describes resources by plain values, as a deployment would have them, so that rules can look at them. */
export function createValues(): Arm {
  // What only a deployment knows: something without slashes, and the same for the same.
  const text = (expression: string) =>
    `value-${createHash('sha256').update(expression).digest('hex').slice(0, 8)}`;
  return {
    text,
    number: () => Number.NaN,
    boolean: () => false,
    list: () => [],
    equals: (value, other) => value === other,
    choose: (condition, then, otherwise) => (condition ? then : otherwise),
    not: (condition) => !condition,
    id: (type, ...names) => {
      const [namespace, ...types] = type.split('/');
      const path = types.map((one, index) => `${one}/${names[index]}`).join('/');
      return `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/headgate/providers/${namespace}/${path}`;
    },
    read: (id, _apiVersion, path) => text(`${id} ${path}`),
    readWhole: (id, _apiVersion, path) => text(`${id} ${path}`),
  };
}
