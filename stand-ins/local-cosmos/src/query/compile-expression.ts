import { binaryOperators } from './binary-operators.ts';
import { areComparable, compareValues, equalValues } from './compare-values.ts';
import { compileLike } from './compile-like.ts';
import type { Evaluate, Row } from './evaluate.ts';
import { findFunction } from './functions/find-function.ts';
import type { Expression } from './query-ast.ts';
import { queryError } from './query-error.ts';
import type { Scope } from './scope.ts';

/**
 * Turns an expression into a function, once a query.
 *
 * @throws BadRequest SC2001 for a name that nothing binds, SC2005 for an unknown function
 */
export function compileExpression(expression: Expression, scope: Scope): Evaluate {
  const compile = (part: Expression) => compileExpression(part, scope);
  switch (expression.kind) {
    case 'constant': {
      const { value } = expression;
      return () => value;
    }
    case 'parameter': {
      const value = scope.parameters.get(expression.name);
      return () => value;
    }
    case 'name': {
      const slot = scope.names.get(expression.name);
      if (slot === undefined)
        throw queryError(
          'SC2001',
          `Identifier '${expression.name}' could not be resolved.`,
          expression.location,
        );
      return (row) => row[slot];
    }
    case 'member':
      return compileMember(compile(expression.object), expression.key, compile);
    case 'array': {
      const items = expression.items.map(compile);
      return (row) => items.map((item) => item(row)).filter((value) => value !== undefined);
    }
    case 'object': {
      const properties = expression.properties.map(({ name, value }) => ({ name, evaluate: compile(value) }));
      return (row) => buildObject(properties, row);
    }
    case 'unary':
      return compileUnary(expression.operator, compile(expression.operand));
    case 'binary': {
      const apply = binaryOperators[expression.operator];
      const left = compile(expression.left);
      const right = compile(expression.right);
      return (row) => apply(left(row), () => right(row));
    }
    case 'conditional': {
      const [test, then, otherwise] = [expression.test, expression.then, expression.otherwise].map(
        compile,
      ) as [Evaluate, Evaluate, Evaluate];
      return (row) => (test(row) === true ? then(row) : otherwise(row));
    }
    case 'in': {
      const value = compile(expression.value);
      const options = expression.options.map(compile);
      return (row) => {
        const wanted = value(row);
        return wanted === undefined ? undefined : options.some((option) => equalValues(wanted, option(row)));
      };
    }
    case 'between': {
      const [value, from, to] = [expression.value, expression.from, expression.to].map(compile) as [
        Evaluate,
        Evaluate,
        Evaluate,
      ];
      return (row) => {
        const [middle, low, high] = [value(row), from(row), to(row)];
        if (!areComparable(middle, low) || !areComparable(middle, high)) return undefined;
        return compareValues(middle, low) >= 0 && compareValues(middle, high) <= 0;
      };
    }
    case 'like':
      return compileLike(
        compile(expression.value),
        compile(expression.pattern),
        expression.escape && compile(expression.escape),
      );
    case 'call': {
      const aggregate = scope.aggregate?.(expression);
      if (aggregate) return aggregate;
      const apply = findFunction(expression, scope.now);
      const values = expression.arguments.map(compile);
      return (row) => apply(...values.map((value) => value(row)));
    }
    case 'subquery':
      return scope.subquery(expression, scope);
  }
}

/** The object of the properties that are defined. */
export function buildObject(properties: readonly { name: string; evaluate: Evaluate }[], row: Row): object {
  const object: Record<string, unknown> = {};
  for (const { name, evaluate } of properties) {
    const value = evaluate(row);
    // Defined rather than assigned, for a property may be named __proto__.
    if (value !== undefined)
      Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

function compileMember(object: Evaluate, key: Expression, compile: (part: Expression) => Evaluate): Evaluate {
  const evaluateKey = compile(key);
  return (row) => {
    const holder = object(row);
    if (typeof holder !== 'object' || holder === null) return undefined;
    const name = evaluateKey(row);
    if (Array.isArray(holder)) return typeof name === 'number' ? holder[name] : undefined;
    return typeof name === 'string' && Object.hasOwn(holder, name)
      ? (holder as Record<string, unknown>)[name]
      : undefined;
  };
}

function compileUnary(operator: '-' | '+' | '~' | 'NOT', operand: Evaluate): Evaluate {
  if (operator === 'NOT')
    return (row) => {
      const value = operand(row);
      return typeof value === 'boolean' ? !value : undefined;
    };
  const apply = {
    '-': (value: number) => -value,
    '+': (value: number) => value,
    '~': (value: number) => ~value,
  }[operator];
  return (row) => {
    const value = operand(row);
    return typeof value === 'number' ? apply(value) : undefined;
  };
}
