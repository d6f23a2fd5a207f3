import { ExactNumber } from '../../values/exact-number.ts';

/** What the placeholders of a format stand for. */
export interface TagValues {
  /** The key of an entity: `{$key.id}`. */
  readonly key?: Readonly<Record<string, unknown>>;
  /** The arguments of a root field: `{$args.id}`. */
  readonly args?: Readonly<Record<string, unknown>>;
}

const placeholder = /\{\$(key|args)((?:\.\w+)+)\}/g;

/** Fills in a format of `@cacheTag`; undefined when one of its values is missing or is not a scalar. */
export function fillTagFormat(format: string, values: TagValues): string | undefined {
  let isComplete = true;
  const tag = format.replace(placeholder, (_, source: keyof TagValues, path: string) => {
    const value = path.slice(1).split('.').reduce<unknown>(readMember, values[source]);
    isComplete &&= value instanceof ExactNumber || ['string', 'number', 'boolean'].includes(typeof value);
    return String(value);
  });
  return isComplete ? tag : undefined;
}

function readMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
