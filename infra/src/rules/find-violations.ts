import type { Resource } from '../arm/resource.ts';
import { type Rule, relations, rules } from './rules.ts';

/** Says of each value that Azure would refuse, or that nobody should deploy, where it is and what was expected. */
export function findViolations(resources: readonly Resource[]): string[] {
  const single = resources.flatMap((resource) =>
    rules.filter(({ type }) => type === resource.type).flatMap((rule) => check(resource, rule)),
  );
  const between = relations.filter(({ holds }) => !holds(resources)).map(({ expected }) => expected);
  return [...single, ...between];
}

function check(resource: Resource, { path, expected, holds, optional = false }: Rule): string[] {
  const values = listValues(resource, path.replaceAll('[]', '.[]').split('.'));
  const place = `${resource.type} ${resource.name}: ${path}`;
  if (values.length === 0) return optional ? [] : [`${place} is missing, expected ${expected}`];
  return values
    .filter((value) => !holds(value))
    .map((value) => `${place} is ${JSON.stringify(value)}, expected ${expected}`);
}

function listValues(value: unknown, [key, ...rest]: readonly string[]): unknown[] {
  if (key === undefined) return value === undefined ? [] : [value];
  if (key === '[]') return Array.isArray(value) ? value.flatMap((one) => listValues(one, rest)) : [];
  if (typeof value !== 'object' || value === null) return [];
  return listValues((value as Record<string, unknown>)[key], rest);
}
