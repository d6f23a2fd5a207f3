import { once } from 'node:events';
import { createServer } from 'node:http';

/** Answers `GET /health`: 200 while jobs do their work, 503 after one that failed. */
export async function serveHealth(options: {
  host: string;
  port: number;
  isFailing: () => boolean;
}): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    response.statusCode = request.url !== '/health' ? 404 : options.isFailing() ? 503 : 200;
    response.end();
  });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  return {
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
