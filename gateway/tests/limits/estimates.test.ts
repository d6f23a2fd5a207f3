import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { type GraphQLError, getOperationAST, parse, validate } from 'graphql';
import { compileOpenAnswerData } from '../../src/execution/writing/compile-open-answer-data.ts';
import { compileOperationCost } from '../../src/limits/cost/compile-operation-cost.ts';
import type { CostRules } from '../../src/limits/cost/cost-rules.ts';
import { createCostModel } from '../../src/limits/cost/create-cost-model.ts';
import { measureCost } from '../../src/limits/cost/measure-cost.ts';
import { readCostRules } from '../../src/limits/cost/read-cost-rules.ts';
import { evaluate } from '../../src/limits/cost/term.ts';

const link = (names: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable"${names}])\n`;

const shop = `${link(', "@cost", "@listSize"')}
  type Query {
    products(first: Int = 5, last: Int): [Product] @listSize(slicingArguments: ["first", "last"])
    search(text: String, by: Filter, first: Int): Found
      @listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false, assumedSize: 7)
    labels: [String!]! @listSize(assumedSize: 50)
    everything: [Product!]
    heavy(level: Int @cost(weight: 4)): Int @cost(weight: 9)
    node: Node
    any: Any
    rating: Rating
  }
  type Mutation { buy(input: Purchase!): Product }
  input Purchase { ids: [ID!], note: Note, gift: Boolean = false @cost(weight: 3) }
  input Note { text: String @cost(weight: 2) }
  input Filter { tag: String }
  interface Node { id: ID!, parts: [Part!] }
  type Product implements Node @key(fields: "id") {
    id: ID!
    name: String @cost(weight: 0)
    parts: [Part!] @listSize(assumedSize: 3)
    score: Score
  }
  type Part implements Node { id: ID!, parts: [Part!], price: Money }
  type Money @cost(weight: 6) { amount: Int }
  union Any = Product | Money
  scalar Score @cost(weight: 8)
  enum Rating @cost(weight: 2) { GOOD }
  type Found { edges: [Edge!]!, nodes: [Product!]!, total: Int }
  type Edge { node: Product }
`;

function compose(...schemas: readonly string[]) {
  const { supergraphSdl, errors } = composeServices(
    schemas.map((typeDefs, index) => ({
      name: `s${index}`,
      url: 'http://subgraph',
      typeDefs: parse(typeDefs),
    })),
  );
  assert(supergraphSdl, errors?.join('\n'));
  return supergraphSdl;
}

function open(sdl: string, rules: CostRules = readCostRules(parse(sdl))) {
  const schema = Supergraph.buildForTests(sdl).apiSchema().toGraphQLJSSchema({ includeDefer: true });
  const model = createCostModel(schema, rules, 10);
  const compile = (text: string) => {
    const document = parse(text);
    assert.deepEqual(validate(schema, document), []);
    const operation = getOperationAST(document);
    assert(operation);
    return compileOperationCost(document, operation, model);
  };
  return {
    compile,
    estimate: (text: string, variables: Record<string, unknown> = {}) =>
      evaluate(compile(text).estimate, variables),
  };
}

const { compile, estimate } = open(compose(shop));

test('objects cost 1, leaves nothing, a mutation 10, a list what its items do', () => {
  assert.equal(estimate('{ __typename }'), 0);
  assert.equal(estimate('{ node { id } }'), 1);
  assert.equal(estimate('{ everything { id } }'), 10);
  assert.equal(estimate('{ everything { id parts { id } } }'), 10 * (1 + 3));
  assert.equal(estimate('mutation { buy(input: { ids: ["1"] }) { id } }'), 10 + 1 + 1);
  assert.equal(estimate('{ __schema { types { name fields { name } } } }'), 0);
});

test('weights are those of the field, or of its type, list items each', () => {
  assert.equal(estimate('{ heavy }'), 9);
  assert.equal(estimate('{ rating }'), 2);
  assert.equal(estimate('{ products(first: 2) { score name } }'), 2 * (1 + 8));
  assert.equal(estimate('{ products(first: 2) { parts { price { amount } } } }'), 2 * (1 + 3 * (1 + 6)));
});

test('arguments cost their weights and those of what is in them, given as literals or by variables', () => {
  assert.equal(estimate('{ heavy(level: 1) }'), 13);
  assert.equal(estimate('{ heavy(level: null) }'), 9);
  assert.equal(estimate('query($l: Int) { heavy(level: $l) }', { l: 1 }), 13);
  assert.equal(estimate('query($l: Int) { heavy(level: $l) }'), 9);
  const buy = 'mutation($i: Purchase!) { buy(input: $i) { id } }';
  assert.equal(estimate(buy, { i: { ids: ['1', '2'] } }), 12);
  assert.equal(estimate(buy, { i: { note: { text: 'x' }, gift: true } }), 10 + 1 + (1 + (1 + 2) + 3));
  assert.equal(
    estimate('mutation { buy(input: { note: { text: "x" }, gift: true }) { id } }'),
    10 + 1 + (1 + (1 + 2) + 3),
  );
});

test('slicing arguments say how long a list is: literals, variables, and defaults of the schema', () => {
  assert.equal(estimate('{ products { id } }'), 5);
  assert.equal(estimate('{ products(first: 30) { id } }'), 30);
  assert.equal(estimate('{ products(first: null, last: 4) { id } }'), 4);
  const text = 'query($n: Int) { products(first: $n) { parts { id } } }';
  assert.equal(estimate(text, { n: 1_000 }), 4_000);
  assert.equal(estimate(text, { n: null }), 20);
  assert.equal(estimate(text, { n: -5 }), 0);
  assert.equal(estimate(text), 20);
});

test('the fields of a connection have the size that its arguments say', () => {
  assert.equal(estimate('{ search(first: 20) { nodes { id } total } }'), 1 + 20);
  assert.equal(estimate('{ search(first: 20) { edges { node { id } } nodes { id } } }'), 1 + 20 * 2 + 20);
  assert.equal(estimate('{ search { ... on Found { nodes { id } } } }'), 1 + 7);
  assert.equal(
    estimate('query($n: Int) { search(first: $n) { ...F } } fragment F on Found { nodes { id } }', { n: 3 }),
    4,
  );
});

test('exactly one slicing argument is required where the schema says so', () => {
  const problem = (text: string, variables?: Record<string, unknown>) => {
    try {
      estimate(text, variables);
      return undefined;
    } catch (error) {
      return (error as GraphQLError).message;
    }
  };
  const twice =
    'Query.products takes exactly one of the arguments "first", "last", which say how long its list may be; it has 2.';
  assert.equal(problem('{ products(first: 1, last: 2) { id } }'), twice);
  assert.equal(
    problem('query($a: Int, $b: Int) { products(first: $a, last: $b) { id } }', { a: 1, b: 2 }),
    twice,
  );
  assert.equal(
    problem('query($a: Int, $b: Int) { products(first: $a, last: $b) { id } }', { a: 1 }),
    undefined,
  );
  assert.equal(
    problem('query($c: Boolean!) { products(first: 1, last: 2) @include(if: $c) { id } }', { c: false }),
    undefined,
  );
});

test('slicing arguments in input objects are found by their path, whatever gives the object', () => {
  const sdl = compose(`${link(', "@cost", "@listSize"')}
    type Query { items(input: Input = { paging: { first: 4 } }): [Item] }
    input Input { paging: Paging }
    input Paging { first: Int = 6 }
    type Item { id: ID }`);
  const sized = open(sdl, {
    weights: new Map([
      ['Input', 0],
      ['Paging', 0],
    ]),
    listSizes: new Map([
      [
        'Query.items',
        {
          assumedSize: 9,
          slicingArguments: [['input', 'paging', 'first']],
          sizedFields: [],
          requiresOne: false,
        },
      ],
    ]),
  });
  assert.equal(sized.estimate('{ items { id } }'), 4);
  assert.equal(sized.estimate('{ items(input: { paging: { first: 8 } }) { id } }'), 8);
  assert.equal(sized.estimate('{ items(input: { paging: {} }) { id } }'), 6);
  const text =
    'query($i: Input, $p: Paging, $n: Int) { items(input: $i) { id } b: items(input: { paging: $p }) { id } c: items(input: { paging: { first: $n } }) { id } }';
  const given = { i: { paging: { first: 100 } }, p: { first: 20 }, n: 3 };
  assert.equal(sized.estimate(text, given), 100 + 20 + 3);
});

test('a field that is selected twice under one name is counted once, under two names twice', () => {
  assert.equal(estimate('{ node { id } node { parts { id } } }'), 1 + 3);
  assert.equal(estimate('{ a: node { id } b: node { parts { id } } }'), 1 + 1 + 3);
});

test('what is left out costs nothing, and fragments count as often as they are spread', () => {
  const text =
    'query($a: Boolean!) { node @include(if: $a) { id } b: node @skip(if: $a) { ...P } ... @include(if: $a) { c: heavy } } fragment P on Node { parts { id } }';
  assert.equal(estimate(text, { a: true }), 1 + 9);
  assert.equal(estimate(text, { a: false }), 1 + 3);
  assert.equal(estimate('{ node @skip(if: true) { id } }'), 0);
});

test('where a type may be any of several, the dearest counts, and fragments on each are added', () => {
  assert.equal(estimate('{ any { __typename } }'), 6);
  assert.equal(estimate('{ any { ... on Product { parts { id } } ... on Money { amount } } }'), 6 + 3);
});

test('the directives are found under whatever names the supergraph links them, and the dearest subgraph counts', () => {
  const renamed = `${link(', { name: "@cost", as: "@price" }, { name: "@listSize", as: "@length" }')}
    type Query { a: [C] @length(assumedSize: 3) } type C @price(weight: 5) { b: Int }`;
  const full = `${link('')}
    type Query { a: [C] @federation__listSize(assumedSize: 3) } type C @federation__cost(weight: 5) { b: Int }`;
  for (const schema of [renamed, full]) assert.equal(open(compose(schema)).estimate('{ a { b } }'), 15);
  const shared = (weight: number, size: number) => `${link(', "@cost", "@listSize"')}
    type Query { a: [C] @shareable @listSize(assumedSize: ${size}) }
    type C @shareable @cost(weight: ${weight}) { b: Int }`;
  assert.equal(open(compose(shared(2, 30), shared(5, 4))).estimate('{ a { b } }'), 150);
  const joined = `
    schema @link(url: "https://specs.apollo.dev/link/v1.0") { query: Query }
    type Query {
      a: [C] @join__directive(graphs: [A], name: "listSize", args: { assumedSize: 3 })
        @join__directive(graphs: [B], name: "federation__listSize", args: { assumedSize: 4 })
    }
    type C @join__directive(graphs: [A], name: "cost", args: { weight: 5 }) { b: Int }`;
  const { weights, listSizes } = readCostRules(parse(joined));
  assert.deepEqual([...weights], [['C', 5]]);
  assert.equal(listSizes.get('Query.a')?.assumedSize, 4);
});

function count({ keys, fields }: ReturnType<typeof compile>, data: object | null, variables = {}) {
  using opened = compileOpenAnswerData(keys)({ data });
  assert(opened);
  return measureCost(fields, opened, variables);
}

test('an answer costs what is in it', () => {
  const cost = compile(
    'query($l: Int) { products(first: 100) { id parts { price { amount } } } heavy(level: $l) any { ... on Product { id } ... on Money { amount } } }',
  );
  const measure = (data: Record<string, unknown> | null, variables = {}) => count(cost, data, variables);
  assert.equal(measure({ products: [], heavy: null, any: null }), 0);
  assert.equal(measure({ products: null, heavy: 1 }, { l: 2 }), 9 + 4);
  assert.equal(
    measure({ products: [{ parts: [] }, null, { parts: [{ price: null }, { price: { amount: 1 } }] }] }),
    2 + 2 + 6,
  );
  assert.equal(measure({ any: { amount: 1 } }), 6);
  assert.equal(measure(null), 0);
  assert.equal(measure({}), 0);
});

test('an answer of very many items is not counted to its end', () => {
  const cost = compile('{ node { parts { id } } }');
  const measure = (length: number) =>
    count(cost, { node: { parts: Array.from({ length }, (_, id) => ({ id })) } });
  assert.equal(measure(99_998), 1 + 99_998);
  assert.equal(measure(100_000), undefined);
});

test('what does not depend on variables is known beforehand', () => {
  assert.equal(typeof compile('{ products(first: 3) { parts { id } } }').estimate, 'number');
  assert.equal(typeof compile('query($n: Int) { products(first: $n) { id } }').estimate, 'function');
});
