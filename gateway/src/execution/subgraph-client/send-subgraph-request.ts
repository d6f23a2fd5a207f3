/** What is asked of a subgraph over HTTP. */
export interface SubgraphFetch {
  readonly subgraph: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The GraphQL request as JSON. */
  readonly body: string;
  /** Whether it may be sent twice, or one answer may serve for two: a query. */
  readonly isIdempotent: boolean;
  /** How long it may take to be answered in full, retries included. */
  readonly timeoutMs: number;
  /** How large the body of the answer may be, decompressed. */
  readonly maxReplyBytes: number;
}

/** One HTTP request to a subgraph. */
export interface SubgraphHttpRequest extends SubgraphFetch {
  readonly signal: AbortSignal;
}

/** Its answer, with the whole body. */
export interface SubgraphHttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/**
 * The port to the network. Each response is the caller's own. Rejects when there is no answer, with the reason of the
 * signal when that was aborted, and with `SUBREQUEST_RESPONSE_TOO_LARGE` when there is too much.
 */
export type SendSubgraphRequest = (request: SubgraphHttpRequest) => Promise<SubgraphHttpResponse>;
