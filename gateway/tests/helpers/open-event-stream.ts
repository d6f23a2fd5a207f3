/** A subscription over HTTP, byte by byte. */
export interface EventStream {
  readonly status: number;
  readonly headers: Headers;
  /** Resolves when that text has come. */
  until(text: string): Promise<void>;
  /** All of it, when it has ended. */
  readonly text: Promise<string>;
  /** Reads to the end a stream that was opened without reading. */
  read(): Promise<string>;
}

export interface EventStreamOptions {
  readonly query: string;
  readonly accept: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether what comes is read at once. Default: yes. */
  readonly reads?: boolean;
}

export async function openEventStream(
  url: string,
  { query, accept, headers, reads = true }: EventStreamOptions,
): Promise<EventStream> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...headers },
    body: JSON.stringify({ query }),
  });
  let received = '';
  let arrived = Promise.withResolvers<void>();
  async function read(): Promise<string> {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      received += decoder.decode(chunk, { stream: true });
      arrived.resolve();
      arrived = Promise.withResolvers();
    }
    return received;
  }
  const text = reads ? read() : Promise.resolve('');
  text.catch(() => undefined);
  return {
    status: response.status,
    headers: response.headers,
    text,
    read,
    async until(expected) {
      while (!received.includes(expected)) await arrived.promise;
    },
  };
}
