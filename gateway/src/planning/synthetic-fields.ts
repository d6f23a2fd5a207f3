/** A field of the planning supergraph that stands for one real field with fixed arguments. */
export interface SyntheticField {
  /** The field that the subgraph knows. */
  readonly real: string;
  /** Its arguments as they stand between the parentheses; empty when there are none. */
  readonly args: string;
}

/** The synthetic fields of a planning supergraph. */
export interface SyntheticFields {
  readonly fields: ReadonlyMap<string, SyntheticField>;
  /** The synthetic fields that a `@requires` in this subgraph needs for this field. */
  requiredBy(subgraph: string, typeName: string, fieldName: string): ReadonlySet<string>;
}
