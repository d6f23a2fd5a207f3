import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { getOrInsert } from '../../values/get-or-insert.ts';
import { rewriteFieldSet } from './rewrite-field-set.ts';
import type { SyntheticField, SyntheticFields } from './synthetic-fields.ts';

type FieldedType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** The supergraph that the planner sees, and the synthetic fields that it has in addition to the real ones. */
export interface PlanningSupergraph {
  /** The very document that came in when nothing needed a change. */
  readonly document: DocumentNode;
  readonly synthetics: SyntheticFields;
}

/**
 * Rewrites a supergraph so that Apollo's planner, which keys a field by its response name alone, plans it right:
 * each field with arguments that a `@requires` names becomes a synthetic field without arguments, so that it cannot
 * meet a client's selection of the same field; and resolvable keys come before keys that are not.
 * Validation and introspection keep using the original.
 */
export function rewriteSupergraph(document: DocumentNode): PlanningSupergraph {
  const types = new Map<string, FieldedType>();
  for (const definition of document.definitions) {
    if (isFielded(definition)) types.set(definition.name.value, definition);
  }
  const synthetics = new Map<string, SyntheticField>();
  const namesByUse = new Map<string, string>();
  const namesByType = new Map<string, Set<string>>();
  let isChanged = false;

  /** Finds or makes the synthetic field for one use of a field, on its type and on all that implement it. */
  function syntheticFor(typeName: string, fieldName: string, args: string): string {
    const name = getOrInsert(namesByUse, `${fieldName}(${args})`, () => `_r${namesByUse.size}__${fieldName}`);
    synthetics.set(name, { real: fieldName, args });
    for (const type of types.values()) {
      const isHolder =
        type.name.value === typeName || type.interfaces?.some((i) => i.name.value === typeName);
      if (isHolder) getOrInsert(namesByType, type.name.value, () => new Set<string>()).add(name);
    }
    return name;
  }

  function rewriteDirective(directive: ConstDirectiveNode, parentType: string): ConstDirectiveNode {
    if (directive.name.value !== 'join__field') return directive;
    const rewritten = directive.arguments?.map((argument) => {
      if (argument.name.value !== 'requires' || argument.value.kind !== Kind.STRING) return argument;
      const value = rewriteFieldSet(argument.value.value, {
        parentType,
        findField: (typeName, name) => findField(types.get(typeName), name),
        replace: syntheticFor,
      });
      return { ...argument, value: { ...argument.value, value } };
    });
    return { ...directive, arguments: rewritten ?? [] };
  }

  const rewritten = document.definitions.map((definition) => {
    if (!isFielded(definition)) return definition;
    const fields = (definition.fields ?? []).map((field) => ({
      ...field,
      directives: (field.directives ?? []).map((directive) =>
        rewriteDirective(directive, definition.name.value),
      ),
    }));
    const directives = sortKeys(definition.directives ?? []);
    isChanged ||= directives.some((directive, index) => directive !== definition.directives?.[index]);
    return { ...definition, fields, directives };
  });
  if (!isChanged && synthetics.size === 0) return { document, synthetics };

  const definitions = rewritten.map((definition) => {
    if (!isFielded(definition)) return definition;
    const added = [...(namesByType.get(definition.name.value) ?? [])].flatMap((name) => {
      const field = findField(definition, synthetics.get(name)?.real ?? '');
      return field ? [{ ...field, name: { ...field.name, value: name }, arguments: [] }] : [];
    });
    return { ...definition, fields: [...(definition.fields ?? []), ...added] };
  });
  return { document: { ...document, definitions }, synthetics };
}

function isFielded(definition: { readonly kind: Kind }): definition is FieldedType {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

function findField(type: FieldedType | undefined, name: string): FieldDefinitionNode | undefined {
  return type?.fields?.find((field) => field.name.value === name);
}

/** The planner enters an entity by the first key of a subgraph, even when that one is not resolvable. */
function sortKeys(directives: readonly ConstDirectiveNode[]): readonly ConstDirectiveNode[] {
  const isUnresolvable = (directive: ConstDirectiveNode) =>
    directive.name.value === 'join__type' &&
    directive.arguments?.some(
      ({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
    ) === true;
  return [...directives.filter((d) => !isUnresolvable(d)), ...directives.filter(isUnresolvable)];
}
