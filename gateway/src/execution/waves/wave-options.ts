/** How fetches of one plan to one subgraph travel together. */
export interface WaveOptions {
  /** Whether they do at all. */
  readonly merge: boolean;
  /** Whether those with different operations do, as aliases of one. */
  readonly alias: boolean;
  /** Whether fetches that nothing depends on wait for a later request to their subgraph. */
  readonly postpone: boolean;
  /** How long fetches that are ready wait for others of their wave. */
  readonly holdMs: number;
}
