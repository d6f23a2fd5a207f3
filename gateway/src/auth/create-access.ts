import type { Identity } from '@headgate/identity/identity.ts';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { EvaluatePolicies, PolicyCaller } from '../ports/evaluate-policies.ts';
import { type AccessRules, type Grants, type Requirement, satisfies } from './access-rules.ts';
import { listRequirements } from './list-requirements.ts';
import { readPoliciesClaim } from './read-policies-claim.ts';

/** What a caller may not see. */
export interface AccessDenials {
  /** Equal for callers who may not see the same. */
  readonly key: string;
  isTypeDenied(typeName: string): boolean;
  isFieldDenied(typeName: string, fieldName: string): boolean;
}

export interface AccessDecision {
  /** Undefined when the caller may see all that the document asks for. */
  readonly denials: AccessDenials | undefined;
  /** Equal on whatever supergraph where the same is required and the same is missing; empty where nothing is required. */
  readonly signature: string;
  /** Whether not everybody may see all that the document asks for. */
  readonly isRestricted: boolean;
  /** Whether it depends on more than the access token. */
  readonly isVolatile: boolean;
}

/** Decides who may see what of one supergraph. */
export interface Access {
  decide(document: DocumentNode, caller: PolicyCaller): Promise<AccessDecision>;
  /** Equal for callers for whom the access token decides everything alike. */
  classOf(identity: Identity | null): string;
}

export interface AccessOptions {
  readonly rules: AccessRules;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** Names the claim of the access token that holds the policies its owner fulfils. Default: there is none. */
  readonly policiesClaim?: string | undefined;
  /** Asked for the policies that the token does not name. Default: they are denied. */
  readonly evaluatePolicies?: EvaluatePolicies | undefined;
  readonly logger: { error(details: object, message: string): void };
}

/** Whatever is not known to be granted is denied. */
export function createAccess({
  rules,
  schema,
  policiesClaim,
  evaluatePolicies,
  logger,
}: AccessOptions): Access {
  const known = new WeakMap<DocumentNode, readonly Requirement[]>();

  function requirementsOf(document: DocumentNode): readonly Requirement[] {
    let found = known.get(document);
    if (found === undefined) {
      found = listRequirements(document, schema, rules);
      known.set(document, found);
    }
    return found;
  }

  async function evaluate(names: readonly string[], caller: PolicyCaller): Promise<Iterable<string>> {
    if (names.length === 0 || !evaluatePolicies) return [];
    try {
      return await evaluatePolicies(names, caller);
    } catch (error) {
      logger.error({ err: error, policies: names }, 'policies could not be evaluated and are denied');
      return [];
    }
  }

  function grantsOf(identity: Identity | null): Grants {
    return {
      isIdentified: identity !== null,
      scopes: new Set(identity?.scopes),
      policies: new Set(readPoliciesClaim(identity, policiesClaim)),
    };
  }

  function deny(missing: readonly Requirement[]): AccessDenials {
    const denied = new Set(missing);
    const isDenied = (requirement: Requirement | undefined) =>
      requirement !== undefined && denied.has(requirement);
    return {
      key: missing.map(({ id }) => id).join(),
      isTypeDenied: (typeName) => isDenied(rules.ofTypes.get(typeName)),
      isFieldDenied: (typeName, fieldName) => isDenied(rules.ofFields.get(`${typeName}.${fieldName}`)),
    };
  }

  return {
    async decide(document, caller) {
      const required = requirementsOf(document);
      const byToken = grantsOf(caller.identity);
      const open = new Set(required.flatMap(({ policies = [] }) => policies.flat())).difference(
        byToken.policies,
      );
      const grants = {
        ...byToken,
        policies: byToken.policies.union(new Set(await evaluate([...open], caller))),
      };
      const missing = required.filter((requirement) => !satisfies(grants, requirement));
      const describe = ({ id: _, ...requirement }: Requirement) => requirement;
      return {
        denials: missing.length > 0 ? deny(missing) : undefined,
        signature: required.length > 0 ? JSON.stringify([required.map(describe), missing.map(describe)]) : '',
        isRestricted: required.length > 0,
        isVolatile: evaluatePolicies !== undefined && open.size > 0,
      };
    },
    classOf(identity) {
      const grants = grantsOf(identity);
      return rules.requirements.map((requirement) => Number(satisfies(grants, requirement))).join('');
    },
  };
}
