import {
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type ValueNode,
} from 'graphql';
import type { CostRules } from './cost-rules.ts';
import { addTerms, type Term, type Variables } from './term.ts';

/** An argument, or a field of an input object, by its coordinate. */
interface Input {
  readonly type: GraphQLInputType;
  readonly coordinate: string;
}

/** Compiles what it costs to give a value: the weight of the argument, and of what is in it. Leaving it out is free. */
export function compileArgumentCost(value: ValueNode, input: Input, rules: CostRules): Term {
  switch (value.kind) {
    case Kind.NULL:
      return 0;
    case Kind.VARIABLE: {
      if (isFree(input, rules)) return 0;
      const name = value.name.value;
      return (variables) => costOf(variables[name], input, rules);
    }
    case Kind.LIST:
      return addTerms(value.values.map((item) => compileArgumentCost(item, itemOf(input), rules)));
    case Kind.OBJECT: {
      const fields = fieldsOf(input);
      return addTerms([
        weigh(input, rules),
        ...value.fields.flatMap((node) => {
          const field = fields?.(node.name.value);
          return field ? [compileArgumentCost(node.value, field, rules)] : [];
        }),
      ]);
    }
    default:
      return weigh(input, rules);
  }
}

function costOf(value: unknown, input: Input, rules: CostRules): number {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value)) {
    let total = 0;
    for (const item of value) total += costOf(item, itemOf(input), rules);
    return total;
  }
  const fields = fieldsOf(input);
  let total = weigh(input, rules);
  if (!fields || typeof value !== 'object') return total;
  for (const [name, member] of Object.entries(value as Variables)) {
    const field = fields(name);
    if (field) total += costOf(member, field, rules);
  }
  return total;
}

function itemOf({ type, coordinate }: Input): Input {
  const nullable = isNonNullType(type) ? type.ofType : type;
  return { coordinate, type: isListType(nullable) ? nullable.ofType : nullable };
}

function fieldsOf({ type }: Input): ((name: string) => Input | undefined) | undefined {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return undefined;
  const fields = named.getFields();
  return (name) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field && { type: field.type, coordinate: `${named.name}.${name}` };
  };
}

function weigh({ type, coordinate }: Input, { weights }: CostRules): number {
  const named = getNamedType(type);
  return weights.get(coordinate) ?? weights.get(named.name) ?? (isInputObjectType(named) ? 1 : 0);
}

/** A scalar without a weight costs nothing whatever it is. */
function isFree(input: Input, rules: CostRules): boolean {
  return !isInputObjectType(getNamedType(input.type)) && weigh(input, rules) === 0;
}
