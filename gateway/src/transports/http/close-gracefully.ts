import { once } from 'node:events';
import type { Server } from 'node:http';

/**
 * Prepares a server to be closed without cutting off an answer. What it returns stops listening, waits for the requests
 * in flight, up to `deadlineMs`, and closes their connections as they become idle.
 */
export function closeGracefully(server: Server): (deadlineMs: number) => Promise<void> {
  let closing = false;
  server.on('request', (_request, response) => {
    response.once('close', () => {
      // The connection counts as idle only after this event.
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
  });
  return async (deadlineMs) => {
    closing = true;
    const closed = once(server, 'close');
    server.close();
    const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs);
    await closed;
    clearTimeout(deadline);
  };
}
