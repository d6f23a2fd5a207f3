/** When a subgraph is left alone, and how it comes back. */
export interface CircuitOptions {
  /** The share of failures among the requests of a window from which on the circuit opens, above 0 and up to 1. */
  readonly failureShare: number;
  /** A window with fewer requests says nothing. */
  readonly minRequests: number;
  /** How far back requests count, in milliseconds. */
  readonly windowMs: number;
  /** How long an open circuit lets nothing through, in milliseconds. */
  readonly openMs: number;
  /** How many requests are then let through to find out; the same share decides among them. */
  readonly probes: number;
}

export const defaultCircuit: CircuitOptions = {
  failureShare: 0.5,
  minRequests: 20,
  windowMs: 10_000,
  openMs: 5_000,
  probes: 3,
};
