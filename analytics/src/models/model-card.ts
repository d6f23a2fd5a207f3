/** What a model is, what it learned from, and how good it is on data it has not seen. */
export interface ModelCard {
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly trainedAt: string;
  readonly description: string;
  /** Examples, or hours, that it learned from. */
  readonly trained_on: number;
  /** Examples, or hours, that it was tested on: later ones. */
  readonly tested_on: number;
  readonly metric: string;
  readonly value: number;
  /** The metric of the baseline on the same examples. */
  readonly baseline: string;
  readonly baseline_value: number;
}
