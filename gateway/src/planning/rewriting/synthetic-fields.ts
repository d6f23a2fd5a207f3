/** A field of the planning supergraph that stands for one real field with fixed arguments. */
export interface SyntheticField {
  /** The field that the subgraph knows. */
  readonly real: string;
  /** Its arguments as they stand between the parentheses; empty when there are none. */
  readonly args: string;
}

/** Synthetic fields by name. */
export type SyntheticFields = ReadonlyMap<string, SyntheticField>;
