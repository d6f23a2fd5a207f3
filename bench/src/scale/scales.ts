/** One quantity that grows from step to step. */
export interface Scale {
  readonly name: string;
  readonly title: string;
  readonly steps: readonly Step[];
}

export interface Step {
  /** The quantity at this step, e.g. `10 KB`. */
  readonly size: string;
  readonly operation: string;
  readonly connections: number;
}

const readable = new Intl.NumberFormat('en');

/** Answers of items of 1,000 bytes from one subgraph. */
const answerScale: Scale = {
  name: 'answer',
  title: 'Answer size: one fetch, items of 1,000 bytes, 4 clients',
  steps: ['1 KB', '10 KB', '100 KB', '1 MB', '10 MB'].map((size, power) => ({
    size,
    operation: `{ items(count: ${10 ** power}, bytes: 980) { text } }`,
    connections: 4,
  })),
};

const listScale: Scale = {
  name: 'list',
  title: 'List length: entities of one subgraph, a field of each from another, 4 clients',
  steps: [1, 10, 100, 1_000, 10_000, 100_000].map((count) => ({
    size: readable.format(count),
    operation: `{ items(count: ${count}, bytes: 10) { id price } }`,
    connections: 4,
  })),
};

/** A list of one entity under each alias: one fetch for all lists, and one for each price. */
const fetchScale: Scale = {
  name: 'fetches',
  title:
    "Fetches of the plan: a list under each alias and its entity's field from another subgraph, 10 clients",
  steps: [1, 2, 4, 8, 16, 32, 64].map((fetches) => ({
    size: readable.format(fetches),
    operation:
      fetches === 1
        ? '{ items(count: 1, bytes: 10) { id } }'
        : `{ ${Array.from({ length: fetches - 1 }, (_, index) => `a${index}: items(count: 1, bytes: ${index}) { id price }`).join(' ')} }`,
    connections: 10,
  })),
};

const clientScale: Scale = {
  name: 'clients',
  title: 'Concurrent clients: ten entities of one subgraph, a field of each from another',
  steps: [1, 10, 100, 1_000].map((connections) => ({
    size: readable.format(connections),
    operation: '{ items(count: 10, bytes: 10) { id text price } }',
    connections,
  })),
};

export const scales: readonly Scale[] = [answerScale, listScale, fetchScale, clientScale];
