import type { Expression } from '../query-ast.ts';
import { queryError } from '../query-error.ts';
import { arrayFunctions } from './array-functions.ts';
import type { CosmosFunction, FunctionTable } from './cosmos-function.ts';
import { dateFunctions } from './date-functions.ts';
import { integerFunctions } from './integer-functions.ts';
import { itemFunctions } from './item-functions.ts';
import { mathFunctions } from './math-functions.ts';
import { spatialFunctions } from './spatial-functions.ts';
import { stringFunctions } from './string-functions.ts';
import { typeFunctions } from './type-functions.ts';

const timeless: FunctionTable = {
  ...arrayFunctions,
  ...dateFunctions,
  ...integerFunctions,
  ...itemFunctions,
  ...mathFunctions,
  ...spatialFunctions,
  ...stringFunctions,
  ...typeFunctions,
};

/** Functions of the time of the query. */
function findClock(name: string, now: () => number): CosmosFunction | undefined {
  switch (name) {
    case 'GETCURRENTDATETIME':
    case 'GETCURRENTDATETIMESTATIC':
      return () => new Date(now()).toISOString().replace('Z', '0000Z');
    case 'GETCURRENTTIMESTAMP':
    case 'GETCURRENTTIMESTAMPSTATIC':
      return now;
    case 'GETCURRENTTICKS':
    case 'GETCURRENTTICKSSTATIC':
      return () => now() * 10_000;
    default:
      return undefined;
  }
}

/**
 * The built-in function of a call, whatever the case of its name.
 *
 * @throws BadRequest SC2005 where there is none
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/system-functions
 */
export function findFunction(call: Extract<Expression, { kind: 'call' }>, now: () => number): CosmosFunction {
  const name = call.name.toUpperCase();
  const found = Object.hasOwn(timeless, name) ? timeless[name] : findClock(name, now);
  if (!found)
    throw queryError('SC2005', `'${call.name}' is not a recognized built-in function name.`, call.location);
  return found;
}
