/** Forwarded when nothing else is configured: who asks, and the trace that the request belongs to. */
export const defaultForwardedHeaders: readonly string[] = [
  'authorization',
  'traceparent',
  'tracestate',
  'baggage',
];

/** Picks what subgraphs get from the headers of the client's request. Names are in lower case. */
export function selectHeaders(
  headers: Readonly<Record<string, string>>,
  forwarded: readonly string[],
): Readonly<Record<string, string>> {
  const selected: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
  };
  for (const name of forwarded) {
    const value = headers[name];
    if (value !== undefined) selected[name] = value;
  }
  return selected;
}
