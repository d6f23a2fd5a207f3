/** What load to put on a server, and for how long. */
export interface LoadOrder {
  readonly url: string;
  /** JSON of the request's body; with a `search` the request is a GET and has none. */
  readonly body: string;
  /** The query of the URL of a GET, e.g. `?query=…`. */
  readonly search?: string;
  /** How many requests are under way at any time, each on a connection of its own. */
  readonly connections: number;
  readonly durationMs: number;
  /** Whether each request has an `authorization` header that none had before, or all have the same. */
  readonly uniqueAuthorization: boolean;
  /** What a right answer weighs. */
  readonly answerBytes: number;
}

export interface LoadResult {
  /** Requests that were sent and awaited, those under way at the end included. */
  readonly requests: number;
  /** How many of them had no answer, or one with another status than 200 or another weight than expected. */
  readonly failures: number;
  readonly elapsedMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}
