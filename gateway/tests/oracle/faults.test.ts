import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { arbitraryOperation } from './arbitrary-operation.ts';
import { type Answer, readAt } from './compare-answers.ts';
import { openScenario } from './open-scenario.ts';
import { scenarios } from './scenarios.ts';

const seed = Number(process.env['ORACLE_SEED'] ?? 20261122);
const operationsPerScenario = 6;
const secret = 'the secret of a subgraph';

type Fault = (response: ServerResponse, isEntities: boolean) => void;

const faults: Readonly<Record<string, Fault>> = {
  'closes the connection': (response) => response.destroy(),
  'answers 500': (response) => response.writeHead(500).end(secret),
  'answers HTML': (response) => response.end(`<html>${secret}</html>`),
  'truncates its JSON': (response) => response.end('{"data":{"'),
  'answers null data': (response) => response.end('{"data":null}'),
  'answers too few entities': (response, isEntities) =>
    response.end(isEntities ? '{"data":{"_entities":[]}}' : '{"data":[]}'),
  'answers no list of entities': (response, isEntities) =>
    response.end(isEntities ? `{"data":{"_entities":"${secret}"}}` : `{"data":"${secret}"}`),
  'reports an error': (response) => response.end(`{"errors":[{"message":"${secret}"}]}`),
  'reports an error in a strange place': (response) =>
    response.end(`{"data":null,"errors":[{"message":"${secret}","path":["_entities",7,"x",null]}]}`),
};

for (const [name, scenario] of Object.entries(scenarios)) {
  test(`${name}: a subgraph that fails takes away what depends on it, and no more (seed ${seed})`, async () => {
    let failing: string | undefined;
    let fault: Fault | undefined;
    await using open = await openScenario(scenario, {
      exposeSubgraphErrors: false,
      intercept({ subgraph, query }, response) {
        if (subgraph !== failing) return false;
        fault?.(response, query.includes('_entities'));
        return true;
      },
    });
    const subgraphs = fc.constantFrom(...scenario.subgraphs.map((subgraph) => subgraph.name));
    const operations = arbitraryOperation(open.apiSchema, scenario.samples ?? {});
    await fc.assert(
      fc.asyncProperty(
        operations,
        subgraphs,
        fc.constantFrom(...Object.keys(faults)),
        async (operation, subgraph, kind) => {
          failing = subgraph;
          fault = faults[kind];
          const answer = await open.ask(operation);
          const details = `${subgraph} ${kind}\n${operation.query}\n${JSON.stringify(answer)}`;
          const expected = await open.expect(operation);
          const isKept = isMutation(operation) ? createIsBeforeLoss(answer, subgraph) : () => true;
          const loss = describeLoss(keepFields(answer, isKept), keepFields(expected, isKept), subgraph);
          assert.equal(loss, undefined, details);
          assert.ok(!JSON.stringify(answer).includes(secret), details);
        },
      ),
      { seed, numRuns: operationsPerScenario },
    );
  });
}

function isMutation({ query }: { readonly query: string }): boolean {
  return query.startsWith('mutation');
}

/** Tells fields of a mutation up to one that did not run, since its subgraph failed: later ones cannot show what it did. */
function createIsBeforeLoss({ data, errors }: Answer, failing: string): (name: string) => boolean {
  const lost = new Set<unknown>();
  for (const { path, extensions } of errors ?? []) {
    if (extensions?.['service'] === failing && path?.length === 1) lost.add(path[0]);
  }
  const names = Object.keys(data ?? {});
  const first = names.findIndex((name) => lost.has(name));
  const kept = new Set(first < 0 ? names : names.slice(0, first + 1));
  return (name) => first < 0 || kept.has(name);
}

function keepFields(answer: Answer, isKept: (name: string) => boolean): Answer {
  const { data } = answer;
  if (!data) return answer;
  return { ...answer, data: Object.fromEntries(Object.entries(data).filter(([name]) => isKept(name))) };
}

/** Says what is missing without a word, present though wrong, or blamed on the wrong subgraph; undefined when all is well. */
function describeLoss(answer: Answer, expected: Answer, failing: string): string | undefined {
  const own: (readonly string[])[] = [];
  for (const { path = [], extensions } of answer.errors ?? []) {
    const service = extensions?.['service'];
    if (service === failing || extensions?.['code'] === 'INVALID_SUBGRAPH_DATA') own.push(path.map(String));
    else if ((readAt(path, expected.data) ?? null) !== null)
      return `an error of ${service} at ${path.join('.')}`;
  }

  /** A null is explained by an error above it, below it, or at one of its neighbours, which may be its input. */
  function isExplained(place: readonly string[]): boolean {
    const parent = place.slice(0, -1);
    return own.some((path) => isPrefix(path, place) || isPrefix(parent, path));
  }

  function compare(actual: unknown, wanted: unknown, place: readonly string[]): string | undefined {
    if (isDeepStrictEqual(actual, wanted)) return undefined;
    if (actual === null)
      return isExplained(place) ? undefined : `null at ${place.join('.')} without an error`;
    if (typeof actual !== 'object' || typeof wanted !== 'object' || wanted === null) {
      return `${JSON.stringify(actual)} at ${place.join('.')} instead of ${JSON.stringify(wanted)}`;
    }
    const entries = Object.entries(wanted);
    if (Object.keys(actual).join() !== Object.keys(wanted).join())
      return `other fields at ${place.join('.')}`;
    for (const [key, value] of entries) {
      const difference = compare((actual as Record<string, unknown>)[key], value, [...place, key]);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }

  return compare(answer.data ?? null, expected.data ?? null, []);
}

function isPrefix(prefix: readonly string[], path: readonly string[]): boolean {
  return prefix.every((element, index) => path[index] === element);
}
