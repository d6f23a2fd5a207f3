import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway } from 'headgate';

const { PORT = '4000', SUPERGRAPH = '../supergraph.graphql' } = process.env;

const gateway = await createGateway({ supergraph: SUPERGRAPH });

// Over the network, on a server of your own: what is not for the gateway is yours to answer.
const server = createServer((request, response) => {
  gateway.handleRequest(request, response, () => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end('Something else of this server\n');
  });
});
server.on('upgrade', gateway.handleUpgrade);

// Without a network: for Hono and other frameworks on the Fetch standard, for jobs, for tests.
const response = await gateway.fetch('/graphql', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: '{ __typename }' }),
});
console.log(`It answers within the process: ${await response.text()}`);

server.listen(Number(PORT), '127.0.0.1');
await once(server, 'listening');
console.log(`GraphQL at http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);

process.once('SIGTERM', async () => {
  server.close();
  await gateway.dispose();
  server.closeAllConnections();
});
