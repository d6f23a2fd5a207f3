import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'graphql';
import { createPlanningContext } from '../../src/planning/create-planning-context.ts';
import { createFetchDocuments } from '../../src/planning/fetches/fetch-documents.ts';
import { mapPlanFetches } from '../../src/planning/fetches/map-plan-fetches.ts';
import { type PlanningContext, planOperation } from '../../src/planning/plan-operation.ts';
import { buildSupergraph } from '../../src/supergraph/build-supergraph.ts';
import { countWork } from '../helpers/count-work.ts';
import { startTestSupergraph, type TestSupergraph } from '../helpers/start-test-supergraph.ts';
import { interfaceObjectsThatRequire } from '../oracle/scenarios/interface-objects-that-require.ts';

let supergraph: TestSupergraph;
let context: PlanningContext;

before(async () => {
  supergraph = await startTestSupergraph({ subgraphs: interfaceObjectsThatRequire.subgraphs });
  context = createPlanningContext(buildSupergraph(supergraph.sdl));
});
after(() => supergraph[Symbol.asyncDispose]());

const plan = (query: string) =>
  planOperation(parse(query), context, { overrides: new Map(), documents: createFetchDocuments() });
const repeat = (n: number, write: (at: number) => string) =>
  Array.from({ length: n }, (_, at) => write(at)).join(' ');

/** Operations by their size, with fetches that wait for others with the same inputs. */
const shapes: Readonly<Record<string, (n: number) => string>> = {
  'of many objects': (n) => `{ ${repeat(n, (at) => `w${at}: dearest { ... on Cat { show } }`)} }`,
  'of one object': (n) => `{ dearest { ${repeat(n, (at) => `... on Cat { s${at}: show }`)} } }`,
};

for (const [name, shape] of Object.entries(shapes)) {
  test(`planning fields that wait for interface objects does not explode: fields ${name}`, async () => {
    plan(shape(1));
    const small = await countWork(() => plan(shape(8)));
    const large = await countWork(() => plan(shape(16)));
    assert.ok(large < small * 3, `${small} calls for 8, ${large} for 16`);
  });
}

test('of many possible plans some are compared, and none of them has more fetches than it must', () => {
  const chosen = plan(`{ ${repeat(4, (at) => `d${at}: dearest { friends { about } }`)} }`);
  const compared = context.planner.lastGeneratedPlanStatistics()?.evaluatedPlanCount ?? Number.NaN;
  assert.ok(compared > 1 && compared <= 1_000, `${compared} plans`);
  let fetches = 0;
  mapPlanFetches(chosen, (fetch) => {
    fetches += 1;
    return fetch;
  });
  assert.equal(fetches, 4 * 4 + 1, 'one for the roots, and four for each of them');
});
