import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runService } from '@headgate/service/run-service.ts';
import { z } from 'zod';
import { type ClientReport, clientReportChannel } from '../clients/client-report.ts';
import { continueTraces, readTraceParent } from '../trace-parent.ts';

/** What a page told of itself. */
const report: ClientReport = {
  client: 'page',
  version: '1.2',
  userId: 'pseudonym',
  sessionId: undefined,
  spans: [
    {
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      parentSpanId: undefined,
      name: 'mutation Tap',
      kind: 'client',
      startMs: Date.now() - 3_000_000,
      endMs: Date.now(),
      hasFailed: true,
      attributes: { 'error.type': 'TIMEOUT' },
    },
  ],
  logs: [
    {
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      timeMs: Date.now(),
      level: 'error',
      body: 'a page failed for ada@example.com',
      attributes: { 'exception.type': 'PageError', 'exception.message': 'Bearer secret-token' },
    },
  ],
};

/**
 * A service that answers `/` with what its own `/inner` says, `/trace` with the trace that it is asked in, and that a page tells at `/page`.
 * It fails at `/failing`, since nobody listens where it asks, refuses `/refused`, is never ready, and crashes at `/crashing`.
 */
await runService(
  {
    name: 'sample',
    config: z.object({}).transform(() => ({ logLevel: 'info' })),
    start: async (_config, logger) => {
      const server = createServer(async (request, response) => {
        if (request.url === '/inner') response.end('inner');
        else if (request.url === '/health/ready') response.writeHead(503).end();
        else if (request.url === '/refused') response.writeHead(404).end();
        else if (request.url === '/failing') {
          const error = await fetch('http://127.0.0.1:2/').catch((err: unknown) => err);
          logger.error({ err: error }, 'failed');
          response.writeHead(500).end();
        } else if (request.url === '/crashing') {
          setImmediate(() => {
            throw new Error('of ada@example.com');
          });
        } else if (request.url === '/page') {
          channel(clientReportChannel).publish(report);
          response.end();
        } else if (request.url?.startsWith('/trace')) {
          logger.info('a line that is not sent');
          const err = new Error('of ada@example.com');
          logger.warn({ err, key: 'AccountKey=secret-token;', token: 'secret-token' }, 'for ada@example.com');
          response.end(await continueTraces('ask', [], async () => readTraceParent()));
        } else response.end(await (await fetch(new URL('/inner', url))).text());
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      logger.info({ url }, 'listening');
      return {
        async [Symbol.asyncDispose]() {
          server.close();
          server.closeAllConnections();
        },
      };
    },
  },
  process.env,
);
