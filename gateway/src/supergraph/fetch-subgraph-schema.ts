import { readLimitedText } from '@headgate/service/read-limited-text.ts';

const query = '{ _service { sdl } }';

/** A subgraph that is running somewhere. */
export interface RunningSubgraph {
  readonly name: string;
  readonly url: string;
}

const maxBytes = 64 * 1024 * 1024;

/**
 * Asks a running subgraph for its schema (https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec#enhanced-introspection-with-query_service).
 * @throws Error that says what came instead of it.
 */
export async function fetchSubgraphSchema({ url }: RunningSubgraph, timeoutMs: number): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    throw new Error(describeFetchError(error));
  });
  const body = parseJson(await readLimitedText(response, maxBytes));
  const sdl = (body as { data?: { _service?: { sdl?: unknown } } } | undefined)?.data?._service?.sdl;
  if (typeof sdl !== 'string') throw new Error(`answered ${response.status} without a schema`);
  return sdl;
}

function describeFetchError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error.cause as { code?: string } | undefined)?.code;
  return code ?? error.message;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
