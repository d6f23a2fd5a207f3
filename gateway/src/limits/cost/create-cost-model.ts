import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
} from 'graphql';
import type { CostRules, ListSize } from './cost-rules.ts';

type Field = GraphQLField<unknown, unknown>;

/** What fields cost in one schema. */
export interface CostModel {
  readonly schema: GraphQLSchema;
  readonly rules: CostRules;
  /** How long a list is of which nothing is said. */
  readonly defaultListSize: number;
  /** What one item of a field costs, without what is selected of it. */
  weightOf(parent: GraphQLCompositeType, field: Field): number;
  /** What is said of the length of a field's list. */
  listSizeOf(parent: GraphQLCompositeType, field: Field): ListSize | undefined;
}

/**
 * Creates the costs of a schema's fields: objects cost 1 and leaves nothing unless `@cost` says otherwise of the field or
 * of its type. Where an abstract type says nothing, the dearest of what may stand there counts. Each field is looked at
 * once, however often it is selected.
 */
export function createCostModel(schema: GraphQLSchema, rules: CostRules, defaultListSize: number): CostModel {
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize | undefined>();

  function possible(type: GraphQLCompositeType): readonly string[] {
    return isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [];
  }

  function findDearest(coordinates: readonly string[]): number | undefined {
    let most: number | undefined;
    for (const coordinate of coordinates) {
      const weight = rules.weights.get(coordinate);
      if (weight !== undefined) most = Math.max(most ?? weight, weight);
    }
    return most;
  }

  function weigh(parent: GraphQLCompositeType, field: Field): number {
    const own =
      rules.weights.get(`${parent.name}.${field.name}`) ??
      findDearest(possible(parent).map((name) => `${name}.${field.name}`));
    if (own !== undefined) return own;
    const type = getNamedType(field.type);
    const ofType = rules.weights.get(type.name);
    if (ofType !== undefined || !isCompositeType(type)) return ofType ?? 0;
    return Math.max(1, findDearest(possible(type)) ?? 1);
  }

  function findSize(parent: GraphQLCompositeType, field: Field): ListSize | undefined {
    const own = rules.listSizes.get(`${parent.name}.${field.name}`);
    if (own || rules.listSizes.size === 0) return own;
    for (const name of possible(parent)) {
      const size = rules.listSizes.get(`${name}.${field.name}`);
      if (size) return size;
    }
    return undefined;
  }

  return {
    schema,
    rules,
    defaultListSize,
    weightOf(parent, field) {
      const coordinate = `${parent.name}.${field.name}`;
      const known = weights.get(coordinate);
      if (known !== undefined) return known;
      const weight = weigh(parent, field);
      weights.set(coordinate, weight);
      return weight;
    },
    listSizeOf(parent, field) {
      const coordinate = `${parent.name}.${field.name}`;
      if (!sizes.has(coordinate)) sizes.set(coordinate, findSize(parent, field));
      return sizes.get(coordinate);
    },
  };
}
