/** How long the list is that a field gives: https://ibm.github.io/graphql-specs/cost-spec.html#sec-The-List-Size-Directive */
export interface ListSize {
  /** Without it, the length that the gateway is configured to assume. */
  readonly assumedSize: number | undefined;
  /** Arguments that say how long, each the path to it: `input.paging.first` goes into an input object. */
  readonly slicingArguments: readonly (readonly string[])[];
  /** Fields of what the field gives, which are the lists that are meant; none where it gives the list itself. */
  readonly sizedFields: readonly string[];
  /** Whether exactly one of the slicing arguments has to be given. */
  readonly requiresOne: boolean;
}

/** What a supergraph says of costs, by schema coordinate: `Type`, `Type.field`, `Type.field(argument:)`, `Input.field`. */
export interface CostRules {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}
