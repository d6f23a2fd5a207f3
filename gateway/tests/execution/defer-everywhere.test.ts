import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScenario } from '../oracle/open-scenario.ts';
import { scenarios } from '../oracle/scenarios.ts';

for (const [name, query] of [
  ['contexts', '{ users { id ... @defer { profile { ... @defer { price name } } } } }'],
  ['contexts', '{ users { profile { id ... @defer { price } } profiles { ... @defer { price } } } }'],
  ['entityInterfaces', '{ viewed { ... on Person { ... @defer { rank } } } }'],
  [
    'entityInterfaces',
    '{ viewed { ... @defer { rank } ... on Company { ... on Party @defer { views rank } } } }',
  ],
  [
    'interfaceObjectsThatRequire',
    '{ winner { friends { ... on Dog { offer } __typename } ... on Cat @defer { __typename } } }',
  ],
  ['missingEntities', '{ teams { members { age } } ... @defer { teams { members { id } } } }'],
] as const) {
  test(`@defer is answered, sooner or later, wherever it stands in ${name}: ${query}`, async () => {
    const scenario = scenarios[name];
    assert.ok(scenario);
    await using open = await openScenario(scenario);
    const operation = { query, variables: {} };
    assert.equal(await open.judgeParts(operation, await open.askInParts(operation)), undefined);
  });
}
