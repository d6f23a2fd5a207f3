import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScenario } from './open-scenario.ts';
import { scenarios } from './scenarios.ts';
import type { Operation } from './write-operation.ts';

interface Regression extends Partial<Operation> {
  readonly scenario: string;
  readonly query: string;
}

/** What random operations once found to be answered wrong. */
const regressions: Readonly<Record<string, Regression>> = {
  'an error below one of two names of a field is not reported at the other': {
    scenario: 'deepChains',
    query: '{ people { x: homes { __typename } homes { street { city { mayor } } } } }',
  },
  'a null below one of two names of a field leaves the other alone': {
    scenario: 'nonNullViolations',
    query: '{ a: tree(id: "2") { leaf { name } } b: tree(id: "2") { id } }',
  },
  'an error is not reported at a name that a condition excludes': {
    scenario: 'nonNullViolations',
    query: '{ trees { x: leaf { x: name name @skip(if: true) } } }',
  },
  'an object is there when conditions below it exclude each other': {
    scenario: 'compoundKeys',
    query:
      'query ($b: Boolean!) { seat(id: "1", hall: "A", row: 1) @skip(if: $b) { price @include(if: $b) } }',
    variables: { b: false },
  },
  'a root field that is in no plan because its conditions exclude each other is no error': {
    scenario: 'listsOfLists',
    query: 'query ($b: Boolean!) { ... on Query @skip(if: $b) { matrix @include(if: $b) __typename } }',
    variables: { b: false },
  },
  'a root field that no subgraph can answer is no error when it is skipped': {
    scenario: 'interfacesWithoutTypes',
    query: 'query ($a: Boolean!) { ghost @skip(if: $a) { noise } __typename }',
    variables: { a: true },
  },
  'a root field that no subgraph can answer is an error when another of its name is excluded': {
    scenario: 'interfacesWithoutTypes',
    query: 'query ($a: Boolean!) { ghosts { noise } ghosts @include(if: $a) { __typename } }',
    variables: { a: false },
  },
  'an operation without one root field that can be answered has data all the same': {
    scenario: 'interfacesWithoutTypes',
    query: '{ ghost { noise } ghosts { noise } }',
  },
  'what an interface object requires of a type is not sent for other types': {
    scenario: 'interfaceObjectsThatRequire',
    query: '{ pet(id: "3") { ... on Cat { weight { __typename } price } } }',
  },
  'an input that lacks something inside, since a condition excludes it, is not waited for': {
    scenario: 'requiresAcrossInterfaces',
    query: 'query ($a: Boolean!) { houses { entrance height @skip(if: $a) doors { __typename } } }',
    variables: { a: true },
  },
  'an entity that an error nulled has no other errors': {
    scenario: 'nonNullViolations',
    query: '{ trees { branch { twigs { size tags } } } }',
  },
  'a field of an interface object waits for the field of another that it requires': {
    scenario: 'entityInterfaces',
    query: '{ viewed { ... on Company { rank } } }',
  },
  'a field waits for an input that an earlier fetch brings only under a condition': {
    scenario: 'entityInterfaces',
    query: `query ($b: Boolean!) {
      viewed { views @skip(if: $b) }
      viewed { ... on Person { ... on Person { ... on Party { rank __typename } } } }
    }`,
    variables: { b: true },
  },
  'a condition on which the planner fails is left to the answer': {
    scenario: 'entityInterfaces',
    query: 'query ($b: Boolean!) { viewed { ... on Person @include(if: $b) { rank } } }',
    variables: { b: false },
  },
  'fields of one name and different types get their aliases inside of conditions': {
    scenario: 'falsyKeys',
    query: `query ($a: Boolean!) {
      things { ... on Switch { size } ... on Counter { ... on Thing @include(if: $a) { ... on Counter { size } } } }
    }`,
    variables: { a: false },
  },
  'what another fetch left of an entity that an error nulled is no other error': {
    scenario: 'deepChains',
    query: `{
      x: people { x: homes { street { city { people { __typename } } length } } }
      people { homes { street { city { people { id } mayor } } } }
    }`,
  },
  'data that an error nulled has no other errors': {
    scenario: 'rootNullability',
    query: '{ average(of: 1) none: average }',
  },
};

for (const [title, { scenario: name, query, variables = {} }] of Object.entries(regressions)) {
  test(title, async () => {
    const scenario = scenarios[name];
    assert.ok(scenario);
    await using open = await openScenario(scenario);
    assert.equal(await open.judge({ query, variables }, await open.ask({ query, variables })), undefined);
  });
}
