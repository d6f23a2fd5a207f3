import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runService } from '@headgate/service/run-service.ts';
import { z } from 'zod';
import { continueTraces, readTraceParent } from '../trace-parent.ts';

/** A service that answers `/` with what its own `/inner` says, and `/trace` with the trace that it is asked in. */
await runService(
  {
    name: 'sample',
    config: z.object({}).transform(() => ({ logLevel: 'info' })),
    start: async (_config, logger) => {
      const server = createServer(async (request, response) => {
        if (request.url === '/inner' || request.url === '/health/ready') response.end('inner');
        else if (request.url?.startsWith('/trace')) {
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
