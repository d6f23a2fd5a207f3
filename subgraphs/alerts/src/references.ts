/** Something that another subgraph knows; here it is an id. */
export interface Reference {
  readonly id: string;
}

/** Something of a user's that is found by both ids. */
export interface UserOwnedReference extends Reference {
  readonly userId: string;
}
