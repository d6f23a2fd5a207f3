import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema } from '@apollo/federation-internals';
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { createTypeIndex } from '../../supergraph/type-index.ts';
import { compileJudgeInputs, type InputsVerdict } from './compile-judge-inputs.ts';

const types = createTypeIndex(
  buildSchema(`
    type Query { pet: Pet }
    interface Pet { id: ID! name: String }
    type Cat implements Pet { id: ID! name: String }
    type Dog implements Pet { id: ID! name: String }
    type Fish implements Pet { id: ID! name: String }
  `),
  new Map(),
);
/** What the subgraph declares: cats and dogs by either key, an interface object, and no fish. */
const keys: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Cat: [['id'], ['code', 'owner.id']],
  Dog: [['id']],
  Pet: [['id']],
};
const requirements = {
  listKeys: (subgraph: string, typeName: string) => (subgraph === 's' ? (keys[typeName] ?? []) : []),
};

const field = (name: string, ...inner: string[]): QueryPlanSelectionNode => ({
  kind: 'Field',
  name,
  ...(inner.length > 0 && { selections: inner.map((one) => field(one)) }),
});
const on = (typeCondition: string, ...selections: QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({
  kind: 'InlineFragment',
  typeCondition,
  selections,
});
const judge = (
  typeName: string | undefined,
  requires: QueryPlanSelectionNode[],
  inputRewrites: NonNullable<FetchNode['inputRewrites']> = [],
): InputsVerdict => {
  const judgeInputs = compileJudgeInputs(
    { serviceName: 's', requires, inputRewrites },
    { types, requirements },
  );
  return judgeInputs(typeName);
};
const name = field('__typename');
const id = field('id');
const catsAlone = [on('Cat', name, id), on('Pet', name, field('name'))];

test('inputs are complete with the name of the type and one whole key', () => {
  assert.equal(judge('Cat', catsAlone), 'complete');
  assert.equal(judge('Cat', [on('Cat', name, field('code'), field('owner', 'id'))]), 'complete');
  assert.equal(judge('Cat', [on('Cat', name, field('code'), field('owner', 'name'))]), 'incomplete');
  assert.equal(judge('Cat', [on('Cat', id)]), 'incomplete');
});

test('a fetch for some types of an interface is not for the others, although it has inputs for them', () => {
  assert.equal(judge('Dog', catsAlone), 'foreign');
  assert.equal(judge('Dog', [on('Cat', name, id), on('Pet', field('name'))]), 'foreign');
  assert.equal(judge('Dog', [on('Cat', name, id)]), 'foreign');
  assert.equal(judge('Fish', catsAlone), 'foreign');
});

test('a subgraph must declare the type, or the interface object by the name of which it is sent', () => {
  const requires = [on('Pet', name, id)];
  assert.equal(judge('Fish', requires), 'incomplete');
  const path = ['... on Pet', '__typename'];
  assert.equal(judge('Fish', requires, [{ kind: 'ValueSetter', path, setValueTo: 'Pet' }]), 'complete');
});

test('no fetch is for what has no type, or one that does not exist', () => {
  assert.equal(judge(undefined, catsAlone), 'foreign');
  assert.equal(judge('Unicorn', catsAlone), 'foreign');
});
