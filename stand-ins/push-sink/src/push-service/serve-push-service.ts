import type { Server } from 'node:http';
import type { Express, Request } from 'express';
import { WebSocketServer } from 'ws';
import type { PushService } from './create-push-service.ts';

/** Where browsers connect: `dom.push.serverURL` of Firefox. */
export const agentPath = '/push';

const longestRead = 16_384;

/** Serves messages for browsers below `/push/`. */
export function servePushService(app: Express, service: PushService): void {
  app.post('/push/:channel', async (request, response) => {
    const id = service.post({
      channel: request.params.channel,
      authorization: request.get('authorization'),
      encoding: request.get('content-encoding'),
      ttl: request.get('ttl'),
      topic: request.get('topic'),
      body: await readBody(request),
    });
    response
      .set({ location: `/push-messages/${id}`, ttl: request.get('ttl') })
      .status(201)
      .end();
  });
}

/** Express reads no body that is encrypted. What is longer than a message may be is cut off, and refused for its length. */
async function readBody(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= longestRead) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Lets browsers connect. @returns how to close what is open */
export function acceptBrowsers(server: Server, service: PushService): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 65_536 });
  server.on('upgrade', (request, socket, head) => {
    if (new URL(request.url ?? '', 'http://sink').pathname !== agentPath) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (browser) => {
      const connection = service.connect((message) => browser.send(JSON.stringify(message)));
      browser.on('message', (text) => {
        try {
          connection.receive(String(text));
        } catch {
          browser.close(1007);
        }
      });
      browser.on('close', connection.close);
    });
  });
  return () => {
    for (const browser of sockets.clients) browser.terminate();
  };
}
