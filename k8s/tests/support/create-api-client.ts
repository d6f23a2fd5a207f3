import { request } from 'node:https';

export interface ApiAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: objects of the API have the shapes of their kinds
  readonly body: any;
  /** What the API server warns of. */
  readonly warnings: readonly string[];
}

/** Asks the API server; `type` is that of the content, by default JSON. */
export type ApiClient = (
  method: string,
  path: string,
  content?: unknown,
  type?: string,
) => Promise<ApiAnswer>;

export const mergePatch = 'application/merge-patch+json';
export const strategicPatch = 'application/strategic-merge-patch+json';

const timeout = 60_000;

/** A client of the API server on loopback that signs in with a token. */
export function createApiClient(options: { port: number; ca: Buffer; token: string }): ApiClient {
  const { port, ca, token } = options;
  return (method, path, content, type = 'application/json') => {
    const body = content === undefined ? undefined : JSON.stringify(content);
    const headers = {
      authorization: `Bearer ${token}`,
      // Node.js sends no length with the body of a DELETE.
      ...(body && { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
    };
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, ca, headers, timeout }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const isJson = response.headers['content-type']?.includes('json');
          resolve({
            status: response.statusCode ?? 0,
            body: isJson ? JSON.parse(text) : text,
            warnings: response.headersDistinct['warning'] ?? [],
          });
        });
      });
      sent.on('timeout', () =>
        sent.destroy(new Error(`no answer in ${timeout / 1000} s: ${method} ${path}`)),
      );
      sent.on('error', reject);
      sent.end(body);
    });
  };
}
