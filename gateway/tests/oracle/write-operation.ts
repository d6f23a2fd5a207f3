import { type GraphQLInputType, type GraphQLSchema, isInputObjectType, parse, print } from 'graphql';
import { renameConflicts } from './rename-conflicts.ts';
import type { ArgumentValue, Condition, FieldSelection, FragmentSelection, Selection } from './selection.ts';
import { writeLiteral } from './write-literal.ts';

/** An operation as a client sends it. */
export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface WriteOperationOptions {
  readonly schema: GraphQLSchema;
  readonly keyword: 'query' | 'mutation';
  readonly selections: readonly Selection[];
  /** Values of the variables that conditions use. */
  readonly conditions: Readonly<Record<'a' | 'b', boolean>>;
}

/** Writes selections as a valid document with its variables. */
export function writeOperation(options: WriteOperationOptions): Operation {
  const definitions = new Set<string>();
  const variables: Record<string, unknown> = {};
  const fragments = new Map<string, string>();

  function writeSet(selections: readonly Selection[]): string {
    const written = selections.map((selection) =>
      selection.kind === 'field' ? writeField(selection) : writeFragment(selection),
    );
    return `{ ${written.join(' ')} }`;
  }

  function writeField({ alias, name, args, condition, selections }: FieldSelection): string {
    const written = args.map((arg) => `${arg.name}: ${writeArgument(arg)}`).join(', ');
    const call = `${alias ? `${alias}: ` : ''}${name}${written && `(${written})`}`;
    return `${call} ${writeCondition(condition)} ${selections.length > 0 ? writeSet(selections) : ''}`;
  }

  function writeFragment({ on, isNamed, condition, defer, selections }: FragmentSelection): string {
    const directives = `${writeCondition(condition)} ${writeDefer(defer)}`;
    const body = `${on ? `on ${on}` : ''} %${writeSet(selections)}`;
    if (!isNamed || !on) return `... ${body.replace('%', `${directives} `)}`;
    const name = fragments.get(body) ?? `F${fragments.size}`;
    fragments.set(body, name);
    return `...${name} ${directives}`;
  }

  function writeCondition(condition: Condition | undefined): string {
    if (condition === undefined) return '';
    const { directive, value } = condition;
    if (typeof value === 'string') declareCondition(value);
    return `@${directive}(if: ${value})`;
  }

  function writeDefer(defer: FragmentSelection['defer']): string {
    if (typeof defer !== 'string') return defer ? '@defer' : '';
    declareCondition(defer);
    return `@defer(if: ${defer})`;
  }

  function declareCondition(variable: '$a' | '$b'): void {
    definitions.add(`${variable}: Boolean!`);
    const name = variable === '$a' ? 'a' : 'b';
    variables[name] = options.conditions[name];
  }

  function writeArgument({ type, value, way }: Omit<ArgumentValue, 'name'>): string {
    if (way === 'variable' || way === 'default') return declareVariable(type, value, way === 'default');
    if (way === 'literal' || !isInputObjectType(type) || typeof value !== 'object' || value === null) {
      return writeLiteral(value, type);
    }
    const members = Object.entries(value).map(([name, member]) => {
      const field = type.getFields()[name];
      return `${name}: ${field ? declareVariable(field.type, member, false) : writeLiteral(member, undefined)}`;
    });
    return `{ ${members.join(', ')} }`;
  }

  function declareVariable(type: GraphQLInputType, value: unknown, isDefault: boolean): string {
    const name = `v${definitions.size}`;
    definitions.add(`$${name}: ${type}${isDefault ? ` = ${writeLiteral(value, type)}` : ''}`);
    if (!isDefault) variables[name] = value;
    return `$${name}`;
  }

  const body = writeSet(options.selections);
  const head = definitions.size > 0 ? `(${[...definitions].join(', ')})` : '';
  const parts = Array.from(fragments, ([text, name]) => `fragment ${name} ${text.replace('%', '')}`);
  const document = parse([`${options.keyword} ${head} ${body}`, ...parts].join('\n'), { noLocation: true });
  return { query: print(renameConflicts(document, options.schema)), variables };
}
