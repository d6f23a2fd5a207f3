import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { tickMs, writeTick } from './tick-message.ts';

/** The least that can be done with ws: sockets in a set, and an event to all of them every two seconds. */
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
}, tickMs);
server.listen(Number(process.argv[2]), '127.0.0.1');
