import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { writeTick } from './tick-message.ts';

/** The least that can be done with ws: sockets in a set, and an event a second to all of them. */
const subscribers = new Map<WebSocket, string>();
const server = createServer((_, response) => response.end('{}'));
const sockets = new WebSocketServer({
  server,
  clientTracking: false,
  handleProtocols: () => 'graphql-transport-ws',
});

sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { readonly type: string; readonly id: string };
    if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (message.type === 'subscribe') subscribers.set(socket, message.id);
  });
  socket.on('close', () => subscribers.delete(socket));
});

let n = 0;
setInterval(() => {
  n += 1;
  for (const [socket, id] of subscribers) socket.send(writeTick(id, n));
}, 1_000);
server.listen(Number(process.argv[2]), '127.0.0.1');
