/** What a caller must have to see a field, or anything of a type. All of it that is there. */
export interface Requirement {
  /** Equal for equal requirements of one supergraph. */
  readonly id: number;
  readonly needsIdentity: boolean;
  /** One of the lists, with all its scopes. */
  readonly scopes: readonly (readonly string[])[] | undefined;
  /** One of the lists, with all its policies. */
  readonly policies: readonly (readonly string[])[] | undefined;
}

/** Who may see what of a supergraph. */
export interface AccessRules {
  readonly requirements: readonly Requirement[];
  /** By the name of a type. */
  readonly ofTypes: ReadonlyMap<string, Requirement>;
  /** By `Type.field`. */
  readonly ofFields: ReadonlyMap<string, Requirement>;
}

/** What a caller has. */
export interface Grants {
  readonly isIdentified: boolean;
  readonly scopes: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
}

/** Whether a caller has what is required. */
export function satisfies(grants: Grants, { needsIdentity, scopes, policies }: Requirement): boolean {
  return (
    (!needsIdentity || grants.isIdentified) &&
    hasOneOf(scopes, grants.scopes) &&
    hasOneOf(policies, grants.policies)
  );
}

function hasOneOf(lists: readonly (readonly string[])[] | undefined, has: ReadonlySet<string>): boolean {
  return lists === undefined || lists.some((all) => all.every((one) => has.has(one)));
}
