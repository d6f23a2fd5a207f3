import {
  type GraphQLInputObjectType,
  type GraphQLNullableType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  typeFromAST,
} from 'graphql';
import type { ValidOperation } from '../ports/ended-operation.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Objects that are looked at of one request: more of a list have no other fields as a rule. */
const maxObjects = 100;

const declared = new WeakMap<
  ValidOperation['operation'],
  readonly (readonly [string, GraphQLNullableType])[]
>();

/** Lists the fields of input objects that the variables of a request have, by their coordinates; no value is kept. */
export function listInputFields(valid: ValidOperation, variables: Variables): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = listInputs(valid).map(([name, type]) => [variables[name], type] as const);
  let left = maxObjects;
  for (let next = waiting.pop(); next !== undefined && left > 0; next = waiting.pop()) {
    const [value, type] = next;
    if (value === null || value === undefined) continue;
    if (isListType(type)) {
      const items = Array.isArray(value) ? value.slice(0, left) : [value];
      for (const item of items) waiting.push([item, getNullableType(type.ofType)]);
    } else if (isInputObjectType(type)) {
      left -= 1;
      for (const [name, own] of listFields(type, value)) {
        found.add(`${type.name}.${name}`);
        waiting.push(own);
      }
    }
  }
  return found;
}

/** The variables that may have input objects in them; most operations have none. */
function listInputs({ operation, schema }: ValidOperation) {
  const known = declared.get(operation);
  if (known) return known;
  const inputs = (operation.variableDefinitions ?? []).flatMap(({ variable, type: node }) => {
    const type = typeFromAST(schema, node as never);
    return type && isInputObjectType(getNamedType(type))
      ? [[variable.name.value, getNullableType(type)] as const]
      : [];
  });
  declared.set(operation, inputs);
  return inputs;
}

function listFields(type: GraphQLInputObjectType, value: unknown) {
  const fields = type.getFields();
  return Object.entries(value as Variables).flatMap(([name, own]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field ? [[name, [own, getNullableType(field.type)] as const] as const] : [];
  });
}
