import { readFileSync } from 'node:fs';

/** A load under which all contenders are measured. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly operation: string;
  readonly connections: number;
  /** Whether each request has an `authorization` header that none had before, or all have the same. */
  readonly uniqueAuthorization: boolean;
  /** Default: those of the public benchmark. */
  readonly subgraphs?: 'public' | 'scaling';
}

const operation = readFileSync(new URL('../../data/operation.graphql', import.meta.url), 'utf8');

export const scenarios: readonly Scenario[] = [
  {
    name: 'unique',
    title: "The public benchmark's operation, a unique authorization header each request",
    operation,
    connections: 50,
    uniqueAuthorization: true,
  },
  {
    name: 'identical',
    title: "The public benchmark's operation, identical requests",
    operation,
    connections: 50,
    uniqueAuthorization: false,
  },
  {
    name: 'trivial',
    title: 'One field of one subgraph, a unique authorization header each request',
    operation: '{ me { id } }',
    connections: 50,
    uniqueAuthorization: true,
  },
];
