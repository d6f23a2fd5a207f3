/** An operation that clients may run by its id. */
export interface PersistedDocument {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  /** The one client that it is for, by its `apollographql-client-name`; null when it is for all. */
  readonly clientName: string | null;
}
