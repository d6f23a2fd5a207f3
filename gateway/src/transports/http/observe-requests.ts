import type { Server } from 'node:http';
import { splitTarget } from './reading/split-target.ts';

/** Reports each request for GraphQL when its answer has been sent, or its client has gone (status 499). */
export function observeRequests(
  server: Server,
  {
    path,
    onRequest,
  }: {
    readonly path: string;
    readonly onRequest: (request: { readonly status: number; readonly durationMs: number }) => void;
  },
): void {
  server.on('request', ({ url = '' }, response) => {
    if (splitTarget(url).path !== path) return;
    const startedMs = performance.now();
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : 499;
      onRequest({ status, durationMs: performance.now() - startedMs });
    });
  });
}
