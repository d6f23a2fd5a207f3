/**
 * Whether a subgraph is asked over HTTP/2. `auto`: where it offers it over TLS, and without TLS not; `only`: always, without TLS
 * by prior knowledge (https://www.rfc-editor.org/rfc/rfc9113#section-3.3); `never`: over HTTP/1.1.
 */
export type Http2Mode = 'auto' | 'only' | 'never';
