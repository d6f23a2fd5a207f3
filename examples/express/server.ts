import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createGateway } from 'headgate';

const { PORT = '4000', SUPERGRAPH = '../supergraph.graphql' } = process.env;

const gateway = await createGateway({ supergraph: SUPERGRAPH, path: '/api/graphql' });

const app = express();
// The gateway takes what a parser has made of the body.
app.use(express.json({ limit: '2mb' }));
app.get('/', (_request, response) => {
  response.send('A page of yours');
});
app.use(gateway.handleRequest);
app.use((_request, response) => {
  response.status(404).send('Nothing of yours, nor of the gateway');
});

const server = app.listen(Number(PORT), '127.0.0.1');
// Subscriptions over WebSocket pass no middleware.
server.on('upgrade', gateway.handleUpgrade);
await once(server, 'listening');
console.log(`GraphQL at http://127.0.0.1:${(server.address() as AddressInfo).port}/api/graphql`);

process.once('SIGTERM', async () => {
  server.close();
  await gateway.dispose();
  server.closeAllConnections();
});
