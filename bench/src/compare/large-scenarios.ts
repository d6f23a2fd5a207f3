import type { Scenario } from './scenarios.ts';

const large = { connections: 4, uniqueAuthorization: true, subgraphs: 'scaling' } as const;

const answerOf = (size: string, count: number): Scenario => ({
  ...large,
  name: size.replace(' ', '').toLowerCase(),
  title: `An answer of ${size}: one fetch, items of 1,000 bytes`,
  operation: `{ items(count: ${count}, bytes: 980) { text } }`,
});

const listOf = (count: number): Scenario => ({
  ...large,
  name: `list-${count}`,
  title: `A list of ${count.toLocaleString('en')} entities of one subgraph, a field of each from another`,
  operation: `{ items(count: ${count}, bytes: 10) { id price } }`,
});

/** Loads by which data weighs more than requests do. */
export const largeScenarios: readonly Scenario[] = [
  answerOf('1 MB', 1_000),
  answerOf('10 MB', 10_000),
  listOf(1_000),
  listOf(100_000),
];
