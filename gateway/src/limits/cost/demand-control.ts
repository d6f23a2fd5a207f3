import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Variables } from './term.ts';

/** The code of why an operation may not run. */
export type CostProblem =
  | 'COST_ESTIMATED_TOO_EXPENSIVE'
  | 'COST_BUDGET_EXCEEDED'
  | 'COST_SLICING_ARGUMENT_REQUIRED';

export type CostResult = 'COST_OK' | CostProblem;

export interface ChargedOperation {
  /** The schema that the operation was validated with. */
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced, with their defaults. */
  readonly variables: Variables;
  readonly payer: Payer;
}

/** Who pays for an operation: a user, or an address for those who are not signed in. */
export interface Payer {
  readonly userId: string | undefined;
  readonly address: string | undefined;
}

/** What `extensions.cost` says. */
export interface CostReport {
  readonly estimated: number;
  /** Where there was an answer to count. */
  readonly actual?: number | undefined;
  readonly max?: number | undefined;
  readonly result: CostResult;
}

/** The cost of an operation that may run. */
export interface Charge {
  /** Says what there is to say in headers of the answer: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
  writeHeaders(set: (name: string, value: string) => void): void;
  /** Counts what the result really cost, and gives back what was taken for more. */
  settle(result: object): void;
  report(): CostReport;
}

/** Knows what operations cost, and who may spend how much. */
export interface DemandControl {
  /** Reads what a supergraph says of costs. */
  study(schema: GraphQLSchema, supergraph: DocumentNode): void;
  /**
   * Estimates what an operation costs, and takes it out of the budget of who pays.
   * @throws GraphQLError `COST_ESTIMATED_TOO_EXPENSIVE`, `COST_BUDGET_EXCEEDED` or `COST_SLICING_ARGUMENT_REQUIRED`
   * where limits are enforced
   */
  admit(operation: ChargedOperation): Promise<Charge> | Charge;
}

/** Told of each operation: what it was estimated to cost, and what it did cost if it ran. */
export interface ObserveCost {
  estimated(cost: number, result: CostResult): void;
  actual(cost: number): void;
}
