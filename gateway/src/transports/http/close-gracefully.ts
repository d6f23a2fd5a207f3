import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';

/** Takes a server out of service without cutting off an answer. */
export interface GracefulClose {
  /** From now on every answer says that its connection ends with it; those under way too, unless their head has gone out. */
  announce(): void;
  /** Stops listening, and resolves when the requests in flight are answered: after `deadlineMs` they are cut. */
  close(deadlineMs: number): Promise<void>;
}

/**
 * Prepares a server to be closed. Between `announce` and `close` it serves as ever: whoever still sends requests over
 * an idle connection has to be given time to hear that it ends.
 */
export function closeGracefully(server: Server): GracefulClose {
  const underWay = new Set<ServerResponse>();
  let isAnnounced = false;
  let isClosing = false;

  const announceOn = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close');
  };

  server.prependListener('request', (_request, response) => {
    if (isAnnounced) announceOn(response);
    underWay.add(response);
    response.once('close', () => {
      underWay.delete(response);
      // The connection counts as idle only after this event.
      if (isClosing) setImmediate(() => server.closeIdleConnections());
    });
  });
  return {
    announce() {
      isAnnounced = true;
      for (const response of underWay) announceOn(response);
    },
    async close(deadlineMs) {
      isClosing = true;
      const closed = once(server, 'close');
      server.close();
      const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs);
      await closed;
      clearTimeout(deadline);
    },
  };
}
