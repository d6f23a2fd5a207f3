import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  Kind,
  valueFromASTUntyped,
} from 'graphql';
import type { AccessRules, Requirement } from './access-rules.ts';

/** What these directives are called in a supergraph; undefined where it does not link them. */
interface DirectiveNames {
  readonly authenticated: string | undefined;
  readonly requiresScopes: string | undefined;
  readonly policy: string | undefined;
}

/**
 * Reads the authorisation directives of a supergraph
 * (https://www.apollographql.com/docs/graphos/routing/security/authorization); undefined when it has none.
 */
export function readAccessRules(document: DocumentNode): AccessRules | undefined {
  const names = readNames(document);
  const byText = new Map<string, Requirement>();
  const ofTypes = new Map<string, Requirement>();
  const ofFields = new Map<string, Requirement>();

  function read(directives: readonly ConstDirectiveNode[] | undefined): Requirement | undefined {
    const find = (name: string | undefined) => directives?.find((node) => node.name.value === name);
    const [authenticated, scopes, policies] = [
      find(names.authenticated),
      find(names.requiresScopes),
      find(names.policy),
    ];
    if (!authenticated && !scopes && !policies) return undefined;
    const requirement = {
      needsIdentity: authenticated !== undefined,
      scopes: scopes && readLists(scopes, 'scopes'),
      policies: policies && readLists(policies, 'policies'),
    };
    const text = JSON.stringify(requirement);
    const known = byText.get(text) ?? { id: byText.size, ...requirement };
    byText.set(text, known);
    return known;
  }

  for (const type of document.definitions) {
    if (
      type.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      type.kind !== Kind.INTERFACE_TYPE_DEFINITION &&
      type.kind !== Kind.SCALAR_TYPE_DEFINITION &&
      type.kind !== Kind.ENUM_TYPE_DEFINITION
    )
      continue;
    const own = read(type.directives);
    if (own) ofTypes.set(type.name.value, own);
    for (const field of ('fields' in type && type.fields) || []) {
      const requirement = read(field.directives);
      if (requirement) ofFields.set(`${type.name.value}.${field.name.value}`, requirement);
    }
  }
  return byText.size > 0 ? { requirements: [...byText.values()], ofTypes, ofFields } : undefined;
}

function readNames({ definitions }: DocumentNode): DirectiveNames {
  const links = definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? [])
      : [],
  );
  const find = (feature: string) => {
    for (const link of links) {
      const url = readArgument(link, 'url');
      if (typeof url !== 'string' || !url.startsWith(`https://specs.apollo.dev/${feature}/`)) continue;
      const imported = readImports(readArgument(link, 'import')).get(`@${feature}`);
      const alias = readArgument(link, 'as');
      return imported?.slice(1) ?? (typeof alias === 'string' ? alias : feature);
    }
    return undefined;
  };
  return {
    authenticated: find('authenticated'),
    requiresScopes: find('requiresScopes'),
    policy: find('policy'),
  };
}

/** What is imported, by its own name: https://specs.apollo.dev/link/v1.0/#Import */
function readImports(value: unknown): ReadonlyMap<string, string> {
  const imports = new Map<string, string>();
  for (const one of Array.isArray(value) ? value : []) {
    if (typeof one === 'string') imports.set(one, one);
    else if (typeof one?.name === 'string')
      imports.set(one.name, typeof one.as === 'string' ? one.as : one.name);
  }
  return imports;
}

function readLists(directive: ConstDirectiveNode, name: string): readonly (readonly string[])[] {
  // Lists of one may be written without brackets.
  return asList(readArgument(directive, name)).map((all) => asList(all).map(String));
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function readArgument({ arguments: args }: ConstDirectiveNode, name: string): unknown {
  const node: ConstValueNode | undefined = args?.find((arg) => arg.name.value === name)?.value;
  return node && valueFromASTUntyped(node);
}
