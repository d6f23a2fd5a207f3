import { NoSchemaIntrospectionCustomRule, type ValidationRule } from 'graphql';
import { limitAliases } from '../../limits/limit-aliases.ts';
import { limitDepth } from '../../limits/limit-depth.ts';
import { limitSelections } from '../../limits/limit-selections.ts';
import { refuseInfiniteNumbers } from './refuse-infinite-numbers.ts';
import { requireRootType } from './require-root-type.ts';

export interface ValidationLimits {
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxSelections: number;
}

/** What a document has to keep beside the rules of the specification. */
export function listValidationRules({
  limits,
  introspection,
}: {
  readonly limits: ValidationLimits;
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean;
}): readonly ValidationRule[] {
  return [
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
    requireRootType,
    refuseInfiniteNumbers,
    limitDepth(limits.maxDepth),
    limitAliases(limits.maxAliases),
    limitSelections(limits.maxSelections),
  ];
}
