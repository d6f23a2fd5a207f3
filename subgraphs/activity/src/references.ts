/** A user, whom accounts knows; here it is an id that fields hang on. */
export interface UserReference {
  readonly id: string;
}

/** A place, which accounts knows. */
export interface PlaceReference {
  readonly id: string;
}
