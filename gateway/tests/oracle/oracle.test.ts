import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { arbitraryOperation } from './arbitrary-operation.ts';
import { openScenario } from './open-scenario.ts';
import { scenarios } from './scenarios.ts';
import { searchScenario } from './search-scenario.ts';
import { explainDifference, refusedByStock } from './stock-differences.ts';
import { startStockWitness } from './stock-witness.ts';
import type { Operation } from './write-operation.ts';

const seed = Number(process.env['ORACLE_SEED'] ?? 20261122);
/** Few, for every change waits for them: `npm run oracle` asks as many as one likes. */
const operationsPerScenario = 20;
/** Fewer, for the stock executor takes longer. */
const witnessedPerScenario = 8;
/** Half of them in parts, half with nulls. */
const searchedPerScenario = 8;

for (const [name, scenario] of Object.entries(scenarios)) {
  test(`${name}: any operation is answered as one server would (seed ${seed})`, async () => {
    await using open = await openScenario(scenario);
    const operations = arbitraryOperation(open.apiSchema, scenario.samples ?? {});
    await fc.assert(
      fc.asyncProperty(operations, async (operation) => {
        const difference = await open.judge(operation, await open.ask(operation));
        assert.equal(difference, undefined, describe(operation));
      }),
      { seed, numRuns: operationsPerScenario },
    );
  });

  test(`${name}: any operation is answered so in parts and with nulls too (seed ${seed})`, async () => {
    await using open = await openScenario(scenario);
    const { difference } = await searchScenario(scenario, open, { seed, operations: searchedPerScenario });
    assert.equal(difference, undefined, `ORACLE_SEED=${seed} finds`);
  });

  if (refusedByStock.has(name)) continue;
  test(`${name}: where the stock executor differs, it is known why (seed ${seed})`, async (context) => {
    await using open = await openScenario(scenario);
    await using stock = await startStockWitness(open.sdl);
    const operations = arbitraryOperation(open.apiSchema, scenario.samples ?? {});
    const counts: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(operations, async (operation) => {
        const reason = await explainDifference(operation, { name, open, stock });
        assert.notEqual(reason, undefined, describe(operation));
        counts[reason ?? ''] = (counts[reason ?? ''] ?? 0) + 1;
      }),
      { seed, numRuns: witnessedPerScenario },
    );
    context.diagnostic(`${name}: ${JSON.stringify(counts)}`);
  });
}

function describe({ query, variables }: Operation): string {
  return `ORACLE_SEED=${seed} finds\n${query}\n${JSON.stringify(variables)}`;
}
