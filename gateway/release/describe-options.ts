import { writeOptionsSchema } from '../src/config/write-options-schema.ts';

/** As much of a JSON Schema as it takes to find descriptions. */
interface Described {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
  readonly additionalProperties?: Described | boolean;
  readonly anyOf?: readonly Described[];
}

/** A property of a type that the compiler has printed, one on a line. */
const property = /^(\s*)(\$?\w+)\??: /;

/**
 * Writes what the schema of the options says of each above its declaration: editors and the reference read comments, and the
 * compiler prints none for types that it infers.
 */
export function describeOptions(declarations: string): string {
  const schema = writeOptionsSchema() as Described;
  const path: { readonly indent: number; readonly name: string }[] = [];
  let isInside = false;
  return declarations
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('export declare const optionsSchema')) isInside = true;
      else if (line.startsWith('export ')) isInside = false;
      const [, { length: indent } = '', name = ''] = (isInside && property.exec(line)) || [];
      if (!name) return [line];
      while ((path.at(-1)?.indent ?? -1) >= indent) path.pop();
      path.push({ indent, name });
      const found = find(
        schema,
        path.map((step) => step.name),
      );
      const comment = found && comments(found);
      return comment ? [`${' '.repeat(indent)}/** ${comment} */`, line] : [line];
    })
    .join('\n');
}

function find(schema: Described, path: readonly string[]): Described | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return schema;
  const own = schema.properties?.[name];
  if (own) return find(own, rest);
  const { items, additionalProperties, anyOf = [] } = schema;
  for (const inner of [items, additionalProperties, ...anyOf]) {
    const found = typeof inner === 'object' ? find(inner, path) : undefined;
    if (found) return found;
  }
  return undefined;
}

function comments(found: Described): string | undefined {
  const { description } = found;
  if (description === undefined) return undefined;
  const isPlain = ['string', 'number', 'boolean'].includes(typeof found.default) && found.default !== '';
  const ending = isPlain ? ` Default: \`${JSON.stringify(found.default)}\`.` : '';
  return `${description.replace(/\.?$/, '.')}${ending}`;
}
