import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tagOfSubgraph } from '../../src/caching/invalidation/tags.ts';
import { openEntityCache } from '../helpers/caching/open-entity-cache.ts';
import { arbitraryOperation } from './arbitrary-operation.ts';
import { openScenario } from './open-scenario.ts';
import { scenarios } from './scenarios.ts';

const seed = Number(process.env['ORACLE_SEED'] ?? 20261122);
const operationsPerScenario = 8;

let hits = 0;

for (const [name, scenario] of Object.entries(scenarios)) {
  test(`${name}: what is kept of subgraphs' answers makes no difference (seed ${seed})`, async () => {
    const { cache, counts, invalidate } = openEntityCache();
    await using open = await openScenario(scenario, {
      intercept(_request, response) {
        response.setHeader('cache-control', 'public, max-age=600');
        return false;
      },
      openCache: (supergraph, kind) => cache.open(supergraph, { kind, caller: null, headers: {} }),
    });
    const subgraphs = scenario.subgraphs.map((subgraph) => tagOfSubgraph(subgraph.name));
    const operations = arbitraryOperation(open.apiSchema, scenario.samples ?? {});
    await fc.assert(
      fc.asyncProperty(operations, fc.boolean(), async (operation, isInvalidated) => {
        for (const temperature of ['as it is', 'warm']) {
          const difference = await open.judge(operation, await open.ask(operation));
          assert.equal(
            difference,
            undefined,
            `ORACLE_SEED=${seed} finds, ${temperature}:\n${operation.query}`,
          );
        }
        // As a subgraph would after a mutation, which the scenario undoes.
        if (isInvalidated || operation.query.startsWith('mutation')) await invalidate(subgraphs);
      }),
      { seed, numRuns: operationsPerScenario },
    );
    for (const [what, count] of counts) if (what.endsWith(' hit')) hits += count;
  });
}

test('much of that came from the cache', () => {
  assert(hits > 300, String(hits));
});
