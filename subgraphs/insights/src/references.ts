/** A user or a place, whom accounts knows; here it is an id that fields hang on. */
export interface Reference {
  readonly id: string;
}
