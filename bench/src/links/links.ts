/** Where the subgraphs are served beside their TCP port, a path each. */
export interface Links {
  /** A port of 127.0.0.1, for HTTP/2 without TLS. */
  readonly http2Port: number;
  /** A Unix socket, for HTTP/1.1. */
  readonly socketPath: string;
}
