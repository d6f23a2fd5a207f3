/** An error as a subgraph sent it, checked for its types. */
export interface ReplyError {
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}
