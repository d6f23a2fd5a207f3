import {
  type DirectiveNode,
  type FieldNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  Kind,
} from 'graphql';
import type { Term, Variables } from './term.ts';

/** Whether something is selected: known beforehand, or only with the variables of a request. */
export type Condition = boolean | ((variables: Variables) => boolean);

/** Compiles `@skip` and `@include` (https://spec.graphql.org/October2021/#sec-Type-System.Directives.Built-in-Directives). */
export function compileCondition({
  directives = [],
}: FieldNode | FragmentSpreadNode | InlineFragmentNode): Condition {
  let condition: Condition = true;
  for (const directive of directives) {
    if (directive.name.value === 'include') condition = both(condition, readIf(directive));
    if (directive.name.value === 'skip') condition = both(condition, negate(readIf(directive)));
  }
  return condition;
}

function readIf({ arguments: args = [] }: DirectiveNode): Condition {
  const value = args.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.BOOLEAN) return value.value;
  if (value?.kind !== Kind.VARIABLE) return true;
  const name = value.name.value;
  return (variables) => variables[name] === true;
}

function negate(condition: Condition): Condition {
  return typeof condition === 'boolean' ? !condition : (variables) => !condition(variables);
}

export function both(one: Condition, other: Condition): Condition {
  if (one === false || other === true) return one;
  if (other === false || one === true) return other;
  return (variables) => one(variables) && other(variables);
}

export function either(one: Condition, other: Condition): Condition {
  if (one === true || other === false) return one;
  if (other === true || one === false) return other;
  return (variables) => one(variables) || other(variables);
}

/** A term that counts only where something is selected. */
export function onCondition(condition: Condition, term: Term): Term {
  if (condition === true) return term;
  if (condition === false) return 0;
  return (variables) => {
    if (!condition(variables)) return 0;
    return typeof term === 'number' ? term : term(variables);
  };
}
