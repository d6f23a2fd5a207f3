import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScenario } from './open-scenario.ts';
import { scenarios } from './scenarios.ts';
import { startStockWitness } from './stock-witness.ts';

interface WrongAnswer {
  readonly scenario: string;
  readonly query: string;
}

/** Operations that the stock executor is known to answer wrong. When it no longer does, the case can go. */
const wrongAnswers: Readonly<Record<string, WrongAnswer>> = {
  'a client selects a field with other arguments than @requires': {
    scenario: 'requiresWithArguments',
    query: '{ posts { comments(limit: 1) { text } topics } }',
  },
  'two fields require one field with different arguments': {
    scenario: 'requiresWithArguments',
    query: '{ posts { dollars euros } }',
  },
  'an alias is the name of a key': {
    scenario: 'requiresWithArguments',
    query: '{ posts { id: name plain } }',
  },
  'an entity has a key that does not resolve before one that does': {
    scenario: 'unresolvableKeys',
    query: '{ scarce { shelf } }',
  },
  'the interface of a root field has no implementation': {
    scenario: 'interfacesWithoutTypes',
    query: '{ ghost { noise } count }',
  },
  'a renamed key is zero, false or an empty string': {
    scenario: 'falsyKeys',
    query: '{ things { ... on Counter { size } ... on Switch { size } } }',
  },
  'a field that may not be null is null': {
    scenario: 'missingEntities',
    query: '{ users { age } }',
  },
  'a field that another requires has inputs of its own, and its entity comes from its subgraph': {
    scenario: 'requiresOnValues',
    query: '{ makers { cars { label } } }',
  },
  'a field that moved by a label': {
    scenario: 'overrideLabels',
    query: '{ bills { amount } }',
  },
};

for (const [title, { scenario: name, query }] of Object.entries(wrongAnswers)) {
  test(`${title}: right here, wrong in the stock executor`, async () => {
    const scenario = scenarios[name];
    assert.ok(scenario);
    await using open = await openScenario(scenario);
    await using stock = await startStockWitness(open.sdl);
    const operation = { query, variables: {} };
    assert.equal(await open.judge(operation, await open.ask(operation)), undefined);
    assert.notEqual(await open.judge(operation, await stock.ask(operation)), undefined);
  });
}

test('a supergraph with a context: runs here, does not load in the stock executor', async () => {
  const { contexts } = scenarios;
  assert.ok(contexts);
  await using open = await openScenario(contexts);
  const operation = { query: '{ users { profile { name price } profiles { price } } }', variables: {} };
  assert.equal(await open.judge(operation, await open.ask(operation)), undefined);
  await assert.rejects(startStockWitness(open.sdl), /context/);
});
