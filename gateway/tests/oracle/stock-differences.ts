import {
  type DirectiveNode,
  type FieldNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import type { OpenScenario } from './open-scenario.ts';
import type { StockAnswer, StockWitness } from './stock-witness.ts';
import type { Operation } from './write-operation.ts';

/** A way in which the stock executor is known to answer wrong. */
export interface StockDifference {
  readonly reason: string;
  /** Turns an operation into one that the stock executor answers right, with the same parts otherwise. */
  readonly avoid?: (operation: Operation) => Operation;
  /** Whether an operation cannot avoid it. */
  readonly cannotAvoid?: (operation: Operation, scenario: string) => boolean;
}

/** All known differences of @apollo/gateway 2.14.4 from one server, by name. */
export const stockDifferences: Readonly<Record<string, StockDifference>> = {
  introspection: {
    reason:
      'its schema of introspection lacks fields, and introspection beside fragments is planned like data',
    cannotAvoid: ({ query }) => query.includes('__type('),
  },
  aliases: {
    reason:
      'values travel under the response names of the client, which meet keys, inputs and names that the planner makes up',
    avoid: ({ query, variables }) => ({
      query: print(visit(parse(query), { Field: distinguish })),
      variables,
    }),
  },
  conditions: {
    reason:
      'a fetch waits for the inputs of all its fields, those that a condition excludes included, and an object is not there when conditions below it exclude each other',
    avoid: applyConditions,
  },
  missingTypes: {
    reason:
      'an object whose type the plan does not ask for has the type of the fragment around, so that fragments on types get lost in fragments on interfaces',
    avoid: ({ query, variables }) => ({
      query: print(visit(parse(query), { SelectionSet: askForType })),
      variables,
    }),
  },
  overrideLabels: {
    reason: 'labels of @override are never passed to the planner',
    cannotAvoid: (_, scenario) => scenario === 'overrideLabels',
  },
  contexts: {
    reason: 'a supergraph with @context does not load',
    cannotAvoid: (_, scenario) => scenario === 'contexts',
  },
  requiresWithArguments: {
    reason: 'a representation has one value for each field, whatever the arguments that @requires gives it',
    cannotAvoid: ({ query }, scenario) =>
      scenario === 'requiresWithArguments' && /dollars|euros|topics|newest/.test(query),
  },
  unresolvableKeys: {
    reason: 'an entity is re-entered by the first key of the subgraph, even when that one does not resolve',
    cannotAvoid: ({ query }, scenario) => scenario === 'unresolvableKeys' && query.includes('shelf'),
  },
  interfacesWithoutTypes: {
    reason: 'a root field whose interface has no types is dropped',
    cannotAvoid: ({ query }, scenario) => scenario === 'interfacesWithoutTypes' && query.includes('noise'),
  },
  interfaceObjects: {
    reason:
      'the type of an object that comes from an interface object is that interface, or takes the object with it',
    cannotAvoid: ({ query }, scenario) =>
      /^(interfaceObjects|interfaceObjectsThatRequire|entityInterfaces)$/.test(scenario) &&
      query.includes('__typename'),
  },
  typesBehindInterfaceObjects: {
    reason:
      'what is asked of a type behind an interface object gets lost when an interface object answers it too',
    cannotAvoid: ({ query }, scenario) =>
      scenario === 'interfaceObjectsThatRequire' && /on (Cat|Dog)\b/.test(query),
  },
  interfacesThatDiffer: {
    reason:
      'fields get lost in fragments on an interface inside of fragments on another that it does not implement',
    cannotAvoid: ({ query }, scenario) => scenario === 'interfacesThatDiffer' && query.includes('on Rated'),
  },
  interfaceObjectsInChains: {
    reason: 'a field of an interface object does not wait for the field of another that it requires',
    cannotAvoid: ({ query }, scenario) => scenario === 'entityInterfaces' && query.includes('rank'),
  },
  earlyFields: {
    reason: 'a field that another requires is fetched with its entity, before its own inputs are there',
    cannotAvoid: ({ query }, scenario) =>
      (scenario === 'requiresOnValues' && /label|tag|sum/.test(query)) ||
      (scenario === 'nestedRequires' && /labelled.*(sign|board)/s.test(query)),
  },
  mutations: {
    reason: 'root fields of a mutation that are in a fragment do not run in the order of the operation',
    cannotAvoid: ({ query }, scenario) => scenario === 'mutations' && query.includes('...'),
  },
  falsyKeys: {
    reason: 'a renamed key that is 0, false or an empty string gets lost',
    cannotAvoid: (_, scenario) => scenario === 'falsyKeys',
  },
};

/** The supergraphs that the stock executor refuses to load. */
export const refusedByStock: ReadonlySet<string> = new Set(['contexts']);

export interface ExplainOptions {
  readonly name: string;
  readonly open: OpenScenario;
  readonly stock: StockWitness;
}

/** Names the known difference that explains an answer of the stock executor; undefined when none does. */
export async function explainDifference(
  operation: Operation,
  { name, open, stock }: ExplainOptions,
): Promise<string | undefined> {
  async function isRight(candidate: Operation): Promise<boolean> {
    open.reset();
    const answer = acceptCompletion(await stock.ask(candidate));
    return (await open.judge(candidate, answer, { ignoresOrder: true })) === undefined;
  }

  if (await isRight(operation)) return 'order of fields, or place of non-null violations';
  let avoided = operation;
  for (const [difference, { avoid, cannotAvoid }] of Object.entries(stockDifferences)) {
    if (cannotAvoid?.(operation, name)) return difference;
    avoided = avoid?.(avoided) ?? avoided;
    if (avoid && (await isRight(avoided))) return difference;
  }
  return undefined;
}

/** Non-null violations are in an extension, by choice, and in words of their own. */
function acceptCompletion({ data, errors = [], completionErrors }: StockAnswer): StockAnswer {
  const own = completionErrors.map((error) => ({ ...error, extensions: { code: 'INVALID_SUBGRAPH_DATA' } }));
  return { data, errors: [...errors, ...own], completionErrors: [] };
}

/** Gives a field with an alias or arguments a response name that nothing else has. */
function distinguish(field: FieldNode): FieldNode | undefined {
  if (!field.alias && !field.arguments?.length) return undefined;
  const value = `${(field.alias ?? field.name).value}_for_${field.name.value}`;
  return { ...field, alias: { kind: Kind.NAME, value } };
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function askForType(set: SelectionSetNode): SelectionSetNode {
  return { ...set, selections: [...set.selections, typename] };
}

/** Leaves out what conditions exclude, and the conditions. */
function applyConditions({ query, variables }: Operation): Operation {
  const isExcluded = ({ name, arguments: args }: DirectiveNode) => {
    const value = args?.[0] && valueFromASTUntyped(args[0].value, variables);
    return value !== (name.value === 'include');
  };
  const settle = (node: SelectionNode) =>
    node.directives?.some(isExcluded) ? null : { ...node, directives: [] };
  const settled = visit(parse(query), {
    Field: settle,
    InlineFragment: settle,
    FragmentSpread: settle,
    SelectionSet: {
      leave: (set) => (set.selections.length > 0 ? undefined : { ...set, selections: [typename] }),
    },
  });
  return { query: print(settled), variables };
}
