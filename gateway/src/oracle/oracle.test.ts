import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { arbitraryOperation } from './arbitrary-operation.ts';
import { openScenario } from './open-scenario.ts';
import { scenarios } from './scenarios.ts';

const seed = Number(process.env['ORACLE_SEED'] ?? 20261122);
const operationsPerScenario = 70;

for (const [name, scenario] of Object.entries(scenarios)) {
  test(`${name}: any operation is answered as one server would (seed ${seed})`, async () => {
    await using open = await openScenario(scenario);
    const operations = arbitraryOperation(open.apiSchema, scenario.samples ?? {});
    await fc.assert(
      fc.asyncProperty(operations, async (operation) => {
        const difference = await open.judge(operation, await open.ask(operation));
        assert.equal(difference, undefined, `\n${operation.query}\n${JSON.stringify(operation.variables)}`);
      }),
      { seed, numRuns: operationsPerScenario },
    );
  });
}
