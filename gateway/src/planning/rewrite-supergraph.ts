import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { getOrInsert } from '../get-or-insert.ts';
import { rewriteFieldSet } from './rewrite-field-set.ts';
import type { SyntheticField, SyntheticFields } from './synthetic-fields.ts';

type FieldedType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** The supergraph that the planner sees, and the synthetic fields that it has in addition to the real ones. */
export interface PlanningSupergraph {
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
  const graphNames = readGraphNames(document);
  const fields = new Map<string, SyntheticField>();
  const byUsage = new Map<string, string>();
  const usersByType = new Map<string, Set<string>>();
  const requiredBy = new Map<string, ReadonlySet<string>>();

  /** Finds or makes the synthetic field for one use of a field, on its type and on all that implement it. */
  function syntheticFor(typeName: string, fieldName: string, args: string): string {
    const usage = `${fieldName}(${args})`;
    let name = byUsage.get(usage);
    if (name === undefined) {
      name = `_r${byUsage.size}__${fieldName}`;
      byUsage.set(usage, name);
      fields.set(name, { real: fieldName, args });
    }
    for (const type of types.values()) {
      const holds = type.name.value === typeName || type.interfaces?.some((i) => i.name.value === typeName);
      if (!holds) continue;
      getOrInsert(usersByType, type.name.value, () => new Set<string>()).add(name);
    }
    return name;
  }

  function rewriteDirective(
    type: FieldedType,
    field: FieldDefinitionNode,
    directive: ConstDirectiveNode,
  ): ConstDirectiveNode {
    if (directive.name.value !== 'join__field') return directive;
    const requires = directive.arguments?.find((argument) => argument.name.value === 'requires');
    const graph = directive.arguments?.find((argument) => argument.name.value === 'graph');
    if (requires?.value.kind !== Kind.STRING || graph?.value.kind !== Kind.ENUM) return directive;
    const used = new Set<string>();
    const value = rewriteFieldSet(requires.value.value, {
      parentType: type.name.value,
      findField: (typeName, name) => findField(types.get(typeName), name),
      replace: (typeName, name, args) => {
        const synthetic = syntheticFor(typeName, name, args);
        used.add(synthetic);
        return synthetic;
      },
    });
    if (used.size === 0) return directive;
    const graphName = graphNames.get(graph.value.value) ?? graph.value.value;
    requiredBy.set(requirerKey(graphName, type.name.value, field.name.value), used);
    return {
      ...directive,
      arguments:
        directive.arguments?.map((argument) =>
          argument === requires ? { ...argument, value: { kind: Kind.STRING, value } } : argument,
        ) ?? [],
    };
  }

  let isRewritten = false;
  const rewritten = document.definitions.map((definition) => {
    if (!isFielded(definition)) return definition;
    const rewrittenFields = definition.fields?.map((field) => ({
      ...field,
      directives: field.directives?.map((directive) => rewriteDirective(definition, field, directive)) ?? [],
    }));
    const directives = sortKeys(definition.directives ?? []);
    if (directives.some((directive, index) => directive !== definition.directives?.[index]))
      isRewritten = true;
    return { ...definition, fields: rewrittenFields ?? [], directives };
  });
  if (fields.size > 0) isRewritten = true;

  const definitions = rewritten.map((definition) => {
    if (!isFielded(definition)) return definition;
    const typeName = definition.name.value;
    const added: FieldDefinitionNode[] = [];
    for (const name of usersByType.get(typeName) ?? []) {
      const real = fields.get(name)?.real ?? '';
      const field = findField(definition, real);
      if (field === undefined) continue;
      added.push({ ...field, name: { kind: Kind.NAME, value: name }, arguments: [] });
      for (const graphName of graphNames.values()) {
        const inherited = requiredBy.get(requirerKey(graphName, typeName, real));
        if (inherited !== undefined) requiredBy.set(requirerKey(graphName, typeName, name), inherited);
      }
    }
    return added.length === 0
      ? definition
      : { ...definition, fields: [...(definition.fields ?? []), ...added] };
  });

  return {
    document: isRewritten ? { ...document, definitions } : document,
    synthetics: {
      fields,
      requiredBy: (subgraph, typeName, fieldName) =>
        requiredBy.get(requirerKey(subgraph, typeName, fieldName)) ?? noNames,
    },
  };
}

const noNames: ReadonlySet<string> = new Set();

function requirerKey(subgraph: string, typeName: string, fieldName: string): string {
  return `${subgraph}|${typeName}.${fieldName}`;
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
      (argument) =>
        argument.name.value === 'resolvable' && argument.value.kind === Kind.BOOLEAN && !argument.value.value,
    ) === true;
  return [...directives.filter((d) => !isUnresolvable(d)), ...directives.filter(isUnresolvable)];
}

/** Maps the values of the enum `join__Graph` to the names of subgraphs. */
function readGraphNames(document: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find((directive) => directive.name.value === 'join__graph');
      const name = graph?.arguments?.find((argument) => argument.name.value === 'name');
      names.set(value.name.value, name?.value.kind === Kind.STRING ? name.value.value : value.name.value);
    }
  }
  return names;
}
