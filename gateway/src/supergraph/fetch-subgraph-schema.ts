const query = '{ _service { sdl } }';

/** A subgraph that is running somewhere. */
export interface RunningSubgraph {
  readonly name: string;
  readonly url: string;
}

/** Sends a GraphQL request to a subgraph; rejects when there is no answer. */
export type AskSubgraph = (
  subgraph: RunningSubgraph,
  request: { readonly query: string },
) => Promise<{ readonly status: number; readonly text: string }>;

/**
 * Asks a running subgraph for its schema (https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec#enhanced-introspection-with-query_service).
 * @throws Error that says what came instead of it.
 */
export async function fetchSubgraphSchema(subgraph: RunningSubgraph, ask: AskSubgraph): Promise<string> {
  const { status, text } = await ask(subgraph, { query }).catch((error: unknown) => {
    throw new Error(describeFailure(error));
  });
  const body = parseJson(text);
  const sdl = (body as { data?: { _service?: { sdl?: unknown } } } | undefined)?.data?._service?.sdl;
  if (typeof sdl !== 'string') throw new Error(`answered ${status} without a schema`);
  return sdl;
}

/** Of the network the code, which says it all, and of others their message. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : error.message;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
