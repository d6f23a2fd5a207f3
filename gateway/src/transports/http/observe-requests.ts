import type { Server } from 'node:http';

/** Reports each request for `/graphql` when its answer has been sent, or its client has gone (status 499). */
export function observeRequests(
  server: Server,
  onRequest: (request: { readonly status: number; readonly durationMs: number }) => void,
): void {
  server.on('request', ({ url = '' }, response) => {
    if (url !== '/graphql' && !url.startsWith('/graphql?')) return;
    const startedMs = performance.now();
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : 499;
      onRequest({ status, durationMs: performance.now() - startedMs });
    });
  });
}
