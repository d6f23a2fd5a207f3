import { isRecord } from '@headgate/service/is-record.ts';

/** One operation of a patch, as the SDK sends it. */
export interface PatchOperation {
  op: 'add' | 'set' | 'replace' | 'remove' | 'incr' | 'move';
  path: string;
  from?: string | undefined;
  value?: unknown;
}

type Place = { in: Record<string, unknown>; at: string } | { in: unknown[]; at: number };

/**
 * Applies one operation to `document`, in place.
 *
 * @throws what `fail` makes of the reason, where it cannot be applied
 */
export function applyPatchOperation(
  document: Record<string, unknown>,
  operation: PatchOperation,
  fail: (reason: string) => Error,
): void {
  const { op, path, value } = operation;
  const place = find(document, path, fail);
  if (op !== 'remove' && op !== 'move' && value === undefined)
    throw fail(`${op} Operation at path '${path}' needs a value.`);
  switch (op) {
    case 'add':
      put(place, value, { insert: true });
      return;
    case 'set':
      put(place, value, { insert: false });
      return;
    case 'replace':
      if (get(place) === undefined)
        throw fail(
          `Replace Operation can only replace an existing Object path and not create a new path: '${path}'.`,
        );
      put(place, value, { insert: false });
      return;
    case 'remove':
      if (get(place) === undefined)
        throw fail(`Remove Operation can only remove an existing Object path: '${path}'.`);
      remove(place);
      return;
    case 'incr': {
      const current = get(place) ?? 0;
      if (typeof current !== 'number' || typeof value !== 'number')
        throw fail(`Increment Operation needs a number at path '${path}' and a number to add.`);
      put(place, current + value, { insert: false });
      return;
    }
    case 'move': {
      const source = find(document, operation.from ?? '', fail);
      const moved = get(source);
      if (moved === undefined)
        throw fail(`Move Operation needs an existing path to move from: '${operation.from}'.`);
      if (path.startsWith(`${operation.from}/`))
        throw fail(`Move Operation cannot move '${operation.from}' into its own child '${path}'.`);
      remove(source);
      put(find(document, path, fail), moved, { insert: true });
      return;
    }
    default:
      throw fail(`Patch operation '${String(op)}' is not known.`);
  }
}

/** Where a path leads: the object or array that holds it, and the property or index in it. */
function find(document: Record<string, unknown>, path: string, fail: (reason: string) => Error): Place {
  if (typeof path !== 'string' || !path.startsWith('/') || path === '/')
    throw fail(`The path '${path}' is not a valid path.`);
  const names = path
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = names.pop() as string;
  let holder: unknown = document;
  for (const name of names) {
    if (Array.isArray(holder)) holder = holder[Number(name)];
    else if (isRecord(holder) && Object.hasOwn(holder, name)) holder = holder[name];
    else holder = undefined;
  }
  if (Array.isArray(holder)) {
    const index = last === '-' ? holder.length : Number(last);
    if (!Number.isInteger(index) || index < 0 || index > holder.length)
      throw fail(`Array index '${last}' of path '${path}' is out of range.`);
    return { in: holder, at: index };
  }
  if (!isRecord(holder)) throw fail(`The parent of path '${path}' does not exist.`);
  return { in: holder, at: last };
}

function get(place: Place): unknown {
  if (Array.isArray(place.in)) return place.in[place.at as number];
  return Object.hasOwn(place.in, place.at) ? place.in[place.at] : undefined;
}

function put(place: Place, value: unknown, { insert }: { insert: boolean }): void {
  if (Array.isArray(place.in)) place.in.splice(place.at as number, insert ? 0 : 1, value);
  else
    Object.defineProperty(place.in, place.at, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

function remove(place: Place): void {
  if (Array.isArray(place.in)) place.in.splice(place.at as number, 1);
  else delete place.in[place.at];
}
