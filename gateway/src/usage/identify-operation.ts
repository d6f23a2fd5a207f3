import { hash } from 'node:crypto';
import { Kind, print, visit } from 'graphql';
import type { ValidOperation } from '../ports/ended-operation.ts';
import { selectDefinitions } from './select-definitions.ts';

/** Of a hash; as many as tell a million operations apart. */
const idLength = 12;

/** Names an operation by its text without values: equal for operations that differ in numbers, texts, lists and objects alone. */
export function identifyOperation({ document, operation }: Omit<ValidOperation, 'schema'>): string {
  const valueless = visit(selectDefinitions(document, operation), {
    IntValue: (node) => ({ ...node, value: '0' }),
    FloatValue: (node) => ({ ...node, value: '0' }),
    StringValue: (node) => ({ ...node, value: '', block: false }),
    ListValue: { leave: () => ({ kind: Kind.LIST, values: [] }) },
    ObjectValue: { leave: () => ({ kind: Kind.OBJECT, fields: [] }) },
  });
  return hash('sha256', print(valueless), 'base64url').slice(0, idLength);
}
