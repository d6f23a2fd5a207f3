import type { Resource } from './resource.ts';

/**
 * Says of each resource which others must be there first: its parent, what it extends, and whatever it names by its id.
 * What a resource that is not deployed would have needed does not matter: ARM leaves conditions out of account by itself.
 */
export function order(resources: readonly Resource[]): Resource[] {
  const ids = resources.map(writeId);
  return resources.map((resource, index) => {
    const { type, apiVersion, name, scope, condition, dependsOn: _, ...content } = resource;
    const text = JSON.stringify([name, content]);
    const ancestors = listAncestors(resource);
    const needed = resources.flatMap((other, place) => {
      const id = ids[place] ?? '';
      if (place === index) return [];
      return ancestors.includes(id) || mentions(text, other) || isScope(other, scope) ? [id] : [];
    });
    const before = findPredecessor(resources, index);
    const dependsOn = [
      ...needed,
      ...(before ? [writeId(before)] : []),
      ...(resource.dependsOn ?? []).map(unwrap),
    ];
    return {
      type,
      apiVersion,
      name,
      ...(scope !== undefined && { scope }),
      ...(condition !== undefined && { condition }),
      ...(dependsOn.length > 0 && { dependsOn: [...new Set(dependsOn)].map((id) => `[${id}]`) }),
      ...content,
    };
  });
}

/** Of these only one at a time may be changed: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const oneAtATime = [
  'Microsoft.ManagedIdentity/userAssignedIdentities/',
  'Microsoft.DBforPostgreSQL/flexibleServers/',
  'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments',
  'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments',
];

/** The resource before it that has the same parent, where a parent takes one change at a time. */
function findPredecessor(resources: readonly Resource[], index: number): Resource | undefined {
  const resource = resources[index];
  if (!resource || !oneAtATime.some((type) => resource.type.startsWith(type))) return undefined;
  const [parent] = listAncestors(resource);
  return resources
    .slice(0, index)
    .findLast((other) => parent !== undefined && listAncestors(other)[0] === parent);
}

/** Whether a text names a resource by its id, or a part of it, such as a subnet, that is no resource of its own. */
function mentions(text: string, other: Resource): boolean {
  if (other.scope !== undefined) return false;
  const names = splitName(other.name).join(', ');
  if (text.includes(`resourceId('${other.type}', ${names})`)) return true;
  const parts = text.split(`resourceId('${other.type}/`).slice(1);
  return parts.some((part) => part.slice(part.indexOf("'") + 1).startsWith(`, ${names}, `));
}

const isScope = (other: Resource | undefined, scope: string | undefined): boolean =>
  other !== undefined && scope !== undefined && scope === writeScope(other);

/** A name with an expression in it is `[format('{0}/x', …)]` or `[expression]`; its parts are separated in the pattern. */
function splitName(name: string): string[] {
  const format = /^\[format\('((?:[^']|'')*)', (.*)\)\]$/.exec(name);
  if (!format) return name.startsWith('[') ? [name.slice(1, -1)] : name.split('/').map(quote);
  const [, pattern = '', list = ''] = format;
  const values = splitArguments(list);
  return pattern.split('/').map((part) => {
    const only = /^\{(\d+)\}$/.exec(part);
    if (only) return values[Number(only[1])] ?? '';
    return part.includes('{')
      ? `format('${part.replaceAll(/\{(\d+)\}/g, '{0}')}', ${[...part.matchAll(/\{(\d+)\}/g)].map(([, place]) => values[Number(place)]).join(', ')})`
      : quote(part);
  });
}

const unwrap = (expression: string): string => expression.replace(/^\[(.*)\]$/, '$1');

const quote = (text: string): string => `'${text}'`;

/** Splits at commas that are in no parentheses and in no text. */
function splitArguments(list: string): string[] {
  const found: string[] = [];
  let [depth, start, inText] = [0, 0, false];
  for (let index = 0; index < list.length; index += 1) {
    const character = list[index];
    if (character === "'") inText = !inText;
    if (inText) continue;
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) {
      found.push(list.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...found, list.slice(start).trim()];
}

function writeId({ type, name, scope }: Resource): string {
  const names = splitName(name).join(', ');
  return scope === undefined
    ? `resourceId('${type}', ${names})`
    : `extensionResourceId(${writeScopeId(scope)}, '${type}', ${names})`;
}

/** Ids of what it is a part of, the nearest first; not each of them is a resource of the template. */
function listAncestors({ type, name, scope }: Resource): string[] {
  if (scope !== undefined) return [];
  const names = splitName(name);
  const types = type.split('/');
  return Array.from({ length: names.length - 1 }, (_, index) => {
    const count = names.length - 1 - index;
    return `resourceId('${types.slice(0, count + 1).join('/')}', ${names.slice(0, count).join(', ')})`;
  });
}

/** A scope is `Namespace/type/name`, as an expression when the name is one. */
function writeScope({ type, name }: Resource): string {
  const parts = splitName(name);
  const [only = ''] = parts;
  return parts.length > 1 ? '' : `[format('${type}/{0}', ${only})]`;
}

function writeScopeId(scope: string): string {
  const [, type = '', name = ''] = /^\[format\('(.+)\/\{0\}', (.+)\)\]$/.exec(scope) ?? [];
  return `resourceId('${type}', ${name})`;
}
