import { isRecord } from '@headgate/service/is-record.ts';
import type { FunctionTable } from './cosmos-function.ts';

function typeName(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return 'ARRAY';
  return typeof value === 'object' ? 'OBJECT' : (typeof value).toUpperCase();
}

/** @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/system-functions#type-checking-functions */
export const typeFunctions: FunctionTable = {
  IS_ARRAY: (value) => Array.isArray(value),
  IS_BOOL: (value) => typeof value === 'boolean',
  IS_DEFINED: (value) => value !== undefined,
  IS_FINITE_NUMBER: (value) => Number.isFinite(value),
  IS_INTEGER: (value) => Number.isInteger(value),
  IS_NULL: (value) => value === null,
  IS_NUMBER: (value) => typeof value === 'number',
  IS_OBJECT: isRecord,
  IS_PRIMITIVE: (value) => value !== undefined && (value === null || typeof value !== 'object'),
  IS_STRING: (value) => typeof value === 'string',
  TYPE: typeName,
  IIF: (test, then, otherwise) => (test === true ? then : otherwise),
};
