import type { Scenario } from './scenario.ts';
import { aliasedArguments } from './scenarios/aliased-arguments.ts';
import { compoundKeys } from './scenarios/compound-keys.ts';
import { contexts } from './scenarios/contexts.ts';
import { deepChains } from './scenarios/deep-chains.ts';
import { entityInterfaces } from './scenarios/entity-interfaces.ts';
import { enums } from './scenarios/enums.ts';
import { falsyKeys } from './scenarios/falsy-keys.ts';
import { inaccessible } from './scenarios/inaccessible.ts';
import { inputDefaults } from './scenarios/input-defaults.ts';
import { interfaceObjects } from './scenarios/interface-objects.ts';
import { interfaceObjectsThatRequire } from './scenarios/interface-objects-that-require.ts';
import { interfaces } from './scenarios/interfaces.ts';
import { interfacesThatDiffer } from './scenarios/interfaces-that-differ.ts';
import { interfacesWithoutTypes } from './scenarios/interfaces-without-types.ts';
import { jsonScalars } from './scenarios/json-scalars.ts';
import { keysOfAllKinds } from './scenarios/keys-of-all-kinds.ts';
import { listsOfLists } from './scenarios/lists-of-lists.ts';
import { missingEntities } from './scenarios/missing-entities.ts';
import { multipleKeys } from './scenarios/multiple-keys.ts';
import { mutations } from './scenarios/mutations.ts';
import { nestedKeys } from './scenarios/nested-keys.ts';
import { nestedRequires } from './scenarios/nested-requires.ts';
import { nonNullViolations } from './scenarios/non-null-violations.ts';
import { nullKeys } from './scenarios/null-keys.ts';
import { overrideLabels } from './scenarios/override-labels.ts';
import { overrides } from './scenarios/overrides.ts';
import { provides } from './scenarios/provides.ts';
import { repeatedEntities } from './scenarios/repeated-entities.ts';
import { requires } from './scenarios/requires.ts';
import { requiresAcrossInterfaces } from './scenarios/requires-across-interfaces.ts';
import { requiresInChains } from './scenarios/requires-in-chains.ts';
import { requiresOnLists } from './scenarios/requires-on-lists.ts';
import { requiresOnValues } from './scenarios/requires-on-values.ts';
import { requiresWithArguments } from './scenarios/requires-with-arguments.ts';
import { resolverErrors } from './scenarios/resolver-errors.ts';
import { rootNullability } from './scenarios/root-nullability.ts';
import { sharedRoots } from './scenarios/shared-roots.ts';
import { sharedValues } from './scenarios/shared-values.ts';
import { unions } from './scenarios/unions.ts';
import { unionsThatDiffer } from './scenarios/unions-that-differ.ts';
import { unresolvableKeys } from './scenarios/unresolvable-keys.ts';

/** All scenarios by name. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  aliasedArguments,
  compoundKeys,
  contexts,
  deepChains,
  entityInterfaces,
  enums,
  falsyKeys,
  inaccessible,
  inputDefaults,
  interfaceObjects,
  interfaceObjectsThatRequire,
  interfacesThatDiffer,
  interfacesWithoutTypes,
  interfaces,
  jsonScalars,
  keysOfAllKinds,
  listsOfLists,
  missingEntities,
  multipleKeys,
  mutations,
  nestedKeys,
  nestedRequires,
  nonNullViolations,
  nullKeys,
  overrideLabels,
  overrides,
  provides,
  repeatedEntities,
  requiresAcrossInterfaces,
  requiresInChains,
  requiresOnLists,
  requiresOnValues,
  requiresWithArguments,
  requires,
  resolverErrors,
  rootNullability,
  sharedRoots,
  sharedValues,
  unionsThatDiffer,
  unions,
  unresolvableKeys,
};
