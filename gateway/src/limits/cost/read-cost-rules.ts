import {
  type ConstDirectiveNode,
  type DocumentNode,
  type InputValueDefinitionNode,
  Kind,
  valueFromASTUntyped,
} from 'graphql';
import type { CostRules, ListSize } from './cost-rules.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Reads `@cost` and `@listSize` of a supergraph, under whatever names it links them
 * (https://specs.apollo.dev/cost/v0.1), or as join directives. Where subgraphs say different things, the dearest counts.
 */
export function readCostRules(document: DocumentNode): CostRules {
  const names = readNames(document);
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();

  function read(coordinate: string, directives: readonly ConstDirectiveNode[] = []): void {
    for (const { name, values } of directives.map(resolveDirective)) {
      if (names.cost.has(name) && typeof values['weight'] === 'number') {
        weights.set(coordinate, Math.max(values['weight'], weights.get(coordinate) ?? values['weight']));
      }
      if (names.listSize.has(name)) {
        const size = readListSize(values);
        const known = listSizes.get(coordinate);
        listSizes.set(coordinate, known ? combine(known, size) : size);
      }
    }
  }

  function readInputs(inputs: readonly InputValueDefinitionNode[] = [], name: (input: string) => string) {
    for (const input of inputs) read(name(input.name.value), input.directives);
  }

  for (const definition of document.definitions) {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        read(definition.name.value, definition.directives);
        for (const field of definition.fields ?? []) {
          const coordinate = `${definition.name.value}.${field.name.value}`;
          read(coordinate, field.directives);
          readInputs(field.arguments, (argument) => `${coordinate}(${argument}:)`);
        }
        break;
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        readInputs(definition.fields, (field) => `${definition.name.value}.${field}`);
        break;
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_DEFINITION:
        read(definition.name.value, definition.directives);
        break;
    }
  }
  return { weights, listSizes };
}

/** A join directive says what a directive of a subgraph said: https://specs.apollo.dev/join/v0.5/#@directive */
function resolveDirective({ name, arguments: args = [] }: ConstDirectiveNode): {
  readonly name: string;
  readonly values: Values;
} {
  const values: Values = Object.fromEntries(
    args.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]),
  );
  if (name.value !== 'join__directive') return { name: name.value, values };
  return { name: String(values['name']), values: (values['args'] ?? {}) as Values };
}

function readListSize(values: Values): ListSize {
  const assumedSize = values['assumedSize'];
  return {
    assumedSize: typeof assumedSize === 'number' ? assumedSize : undefined,
    slicingArguments: readStrings(values['slicingArguments']).map((path) => path.split('.')),
    sizedFields: readStrings(values['sizedFields']),
    requiresOne: values['requireOneSlicingArgument'] !== false,
  };
}

function combine(one: ListSize, other: ListSize): ListSize {
  const sizes = [one.assumedSize, other.assumedSize].filter((size) => size !== undefined);
  return {
    assumedSize: sizes.length > 0 ? Math.max(...sizes) : undefined,
    slicingArguments: [...one.slicingArguments, ...other.slicingArguments],
    sizedFields: [...new Set([...one.sizedFields, ...other.sizedFields])],
    requiresOne: one.requiresOne && other.requiresOne,
  };
}

/** What the two directives may be called: by their link, and as Federation calls them in subgraphs. */
function readNames({ definitions }: DocumentNode) {
  const cost = new Set(['cost', 'federation__cost']);
  const listSize = new Set(['listSize', 'federation__listSize']);
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { name, values } of (definition.directives ?? []).map(resolveDirective)) {
      if (name !== 'link' || !String(values['url']).startsWith('https://specs.apollo.dev/cost/')) continue;
      const prefix = typeof values['as'] === 'string' ? values['as'] : 'cost';
      const imports = readImports(values['import']);
      cost.add(imports.get('@cost') ?? prefix);
      listSize.add(imports.get('@listSize') ?? `${prefix}__listSize`);
    }
  }
  return { cost, listSize };
}

/** What is imported, by its own name: https://specs.apollo.dev/link/v1.0/#Import */
function readImports(value: unknown): ReadonlyMap<string, string> {
  const entries = (Array.isArray(value) ? value : []).map((one: unknown): [string, string] => {
    const { name, as = name } = (typeof one === 'string' ? { name: one } : one) as Record<string, string>;
    return [String(name), String(as).slice(1)];
  });
  return new Map(entries);
}

function readStrings(value: unknown): readonly string[] {
  // A list of one may be written without brackets.
  return [value].flat().filter((one) => typeof one === 'string');
}
