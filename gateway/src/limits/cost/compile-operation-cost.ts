import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { getOrInsert } from '../../values/get-or-insert.ts';
import { collectSelectedFields, type SelectedField } from './collect-selected-fields.ts';
import { compileArgumentCost } from './compile-argument-cost.ts';
import { onCondition } from './compile-condition.ts';
import { compileSize } from './compile-size.ts';
import type { CostModel } from './create-cost-model.ts';
import type { MeasuredField, MeasuredFields } from './measure-cost.ts';
import { addTerms, multiplyTerms, type Term } from './term.ts';

/** What an operation costs, compiled once and evaluated with the variables of each request. */
export interface OperationCost {
  /**
   * At most, whatever is found. It throws where the slicing arguments of a field do not tell.
   * @throws GraphQLError `COST_SLICING_ARGUMENT_REQUIRED`
   */
  readonly estimate: Term;
  /** What its answer is measured by. */
  readonly fields: MeasuredFields;
  /** The response names of those fields. */
  readonly keys: readonly string[];
  /** What it costs whatever the answer is. */
  readonly base: number;
}

/** As Apollo counts: https://www.apollographql.com/docs/graphos/routing/security/demand-control */
const baseCosts: Readonly<Record<OperationTypeNode, number>> = { query: 0, mutation: 10, subscription: 0 };

/**
 * Compiles the cost of a valid operation by https://ibm.github.io/graphql-specs/cost-spec.html: a list costs what
 * its items do, a mutation 10 in addition.
 */
export function compileOperationCost(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  model: CostModel,
): OperationCost {
  const { schema, rules, defaultListSize } = model;
  const keys = new Map<string, number>();
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }

  function compileSelections(
    sets: readonly SelectionSetNode[],
    type: GraphQLCompositeType,
    sized?: ReadonlyMap<string, Term>,
  ): { readonly estimate: Term; readonly fields: MeasuredFields } {
    const estimates: Term[] = [];
    const fields: MeasuredFields[number][] = [];
    for (const [key, variants] of collectSelectedFields(sets, type, { schema, fragments })) {
      const compiled = variants.flatMap((variant) => compileField(variant, sized) ?? []);
      estimates.push(...compiled.map(({ estimate }) => estimate));
      const measured = compiled.flatMap(({ measure }) => measure ?? []);
      if (measured.length > 0)
        fields.push({ key: getOrInsert(keys, key, () => keys.size), variants: measured });
    }
    return { estimate: addTerms(estimates), fields };
  }

  function compileField(
    { parentType, nodes, condition }: SelectedField,
    sized: ReadonlyMap<string, Term> | undefined,
  ): { readonly estimate: Term; readonly measure: MeasuredField | undefined } | undefined {
    const [node] = nodes;
    const field = node && findField(parentType, node.name.value);
    if (!node || !field) return undefined;
    const coordinate = `${parentType.name}.${field.name}`;
    const type = getNamedType(field.type);
    const weight = model.weightOf(parentType, field);
    const rule = model.listSizeOf(parentType, field);
    const size = rule && compileSize(rule, { field, node, place: coordinate }, defaultListSize);
    const sizedBelow =
      rule && size !== undefined ? new Map(rule.sizedFields.map((name) => [name, size])) : undefined;
    const below = isCompositeType(type)
      ? compileSelections(
          nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
          type,
          sizedBelow,
        )
      : { estimate: 0, fields: [] };
    const argumentCost = addTerms(
      (node.arguments ?? []).map((argument) => {
        const { name, value } = argument;
        const definition = field.args.find((one) => one.name === name.value);
        const place = `${coordinate}(${name.value}:)`;
        return definition
          ? compileArgumentCost(value, { type: definition.type, coordinate: place }, rules)
          : 0;
      }),
    );
    const count = isListType(getNullableType(field.type))
      ? (sized?.get(field.name) ?? size ?? defaultListSize)
      : 1;
    const total = addTerms([multiplyTerms(count, addTerms([weight, below.estimate])), argumentCost]);
    const isMeasured = weight !== 0 || argumentCost !== 0 || below.fields.length > 0;
    return {
      estimate: onCondition(condition, total),
      measure: isMeasured ? { weight, argumentCost, fields: below.fields } : undefined,
    };
  }

  const root = schema.getRootType(operation.operation);
  const base = baseCosts[operation.operation];
  if (!root) return { estimate: base, fields: [], keys: [], base };
  const { estimate, fields } = compileSelections([operation.selectionSet], root);
  return { estimate: addTerms([base, estimate]), fields, keys: [...keys.keys()], base };
}

/** Undefined for what the gateway answers itself. */
function findField(parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (isUnionType(parent) || name.startsWith('__')) return undefined;
  return parent.getFields()[name];
}
