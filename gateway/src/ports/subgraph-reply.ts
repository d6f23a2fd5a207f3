/** An error as a subgraph sent it, checked for its types. */
export interface ReplyError {
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** A well-formed GraphQL response. */
export interface SubgraphReply {
  /** Emptied by who takes it over, as the text before it. */
  data: Record<string, unknown> | null;
  readonly errors: readonly ReplyError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string | string[] | undefined>> | undefined;
}
