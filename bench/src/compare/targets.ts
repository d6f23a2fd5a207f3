/** What Headgate set out to reach. */
export interface Target {
  readonly title: string;
  readonly scenario: string;
  readonly quantity: 'cpuMs' | 'residentBytes' | 'subgraphRequests';
  /** The contender whose value Headgate's is divided by; without one the value itself counts. */
  readonly against?: string;
  /** The most that the value may be. */
  readonly mustReach: number;
  readonly aim?: number;
}

export const targets: readonly Target[] = [
  {
    title: 'CPU a request, unique authorization, of @apollo/gateway',
    scenario: 'unique',
    quantity: 'cpuMs',
    against: 'stock',
    mustReach: 1 / 8,
    aim: 1 / 11,
  },
  {
    title: 'CPU a request, identical requests, of Hive Gateway with Rust planner',
    scenario: 'identical',
    quantity: 'cpuMs',
    against: 'hive-rust',
    mustReach: 1 / 3,
  },
  {
    title: 'Subgraph requests an operation',
    scenario: 'unique',
    quantity: 'subgraphRequests',
    mustReach: 9,
    aim: 7,
  },
  {
    title: 'Resident memory, of @apollo/gateway',
    scenario: 'unique',
    quantity: 'residentBytes',
    against: 'stock',
    mustReach: 1,
  },
  {
    title: 'CPU a request, one field of one subgraph, of @apollo/gateway',
    scenario: 'trivial',
    quantity: 'cpuMs',
    against: 'stock',
    mustReach: 1 / 2,
    aim: 1 / 4,
  },
];
