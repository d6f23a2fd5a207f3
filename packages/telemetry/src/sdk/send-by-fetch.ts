import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** What exporters of OTLP send with, and whether it has arrived. */
interface Transport {
  send(data: Uint8Array<ArrayBuffer>, timeoutMs: number): Promise<Sent>;
  shutdown(): void;
}

type Sent =
  | { readonly status: 'success'; readonly data?: Uint8Array }
  | { readonly status: 'retryable'; readonly retryInMillis?: number; readonly error?: Error }
  | { readonly status: 'failure'; readonly error: Error };

/** As the standard variables have it. */
interface Parameters {
  readonly url: string;
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  readonly compression: 'gzip' | 'none';
}

/** Where exporters keep what they send with, below what tries again. */
interface OpenExporter {
  readonly _delegate?: {
    readonly _transport?: { _transport?: Transport & { readonly _parameters?: Parameters } };
  };
}

/** A collector has little to say. */
const maxAnswerBytes = 1024 * 1024;

const retryableStatuses = [429, 502, 503, 504];

/**
 * Has an exporter of OTLP send by `fetch` in the place of `node:http`. The objects of that module's client share code of Node.js with
 * those of its server: V8 has compiled it for the server's alone until the first report, and for both from then on, which makes every
 * request dearer. An exporter that keeps what it sends with elsewhere is left as it is.
 */
export function sendByFetch<Exporter extends object>(exporter: Exporter): Exporter {
  const retrying = (exporter as OpenExporter)._delegate?._transport;
  const parameters = retrying?._transport?._parameters;
  if (retrying && typeof parameters?.url === 'string' && typeof parameters.headers === 'function')
    retrying._transport = createTransport(parameters);
  return exporter;
}

function createTransport({ url, headers, compression }: Parameters): Transport {
  async function post(data: Uint8Array<ArrayBuffer>, timeoutMs: number): Promise<Sent> {
    const isCompressed = compression === 'gzip';
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...(await headers()), ...(isCompressed && { 'content-encoding': 'gzip' }) },
      body: isCompressed ? await promisify(gzip)(data) : data,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = await readAnswer(response);
    if (response.ok) return { status: 'success', data: answer };
    if (!retryableStatuses.includes(response.status))
      return { status: 'failure', error: new Error(`The collector answers ${response.status}.`) };
    const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
    return { status: 'retryable', ...(seconds > 0 && { retryInMillis: seconds * 1000 }) };
  }
  return {
    // Nobody answers, or not in time: somebody may later.
    send: (data, timeoutMs) =>
      post(data, timeoutMs).catch((error: Error): Sent => ({ status: 'retryable', error })),
    shutdown() {},
  };
}

async function readAnswer({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
