import { createServer } from 'node:http';
import { z } from 'zod';
import { logLevel, port } from '../config-fields.ts';
import { runService } from '../run-service.ts';

// A service that does nothing but listen, to see how one starts, fails and stops.
await runService(
  {
    name: 'sample',
    config: z
      .object({ PORT: port, LOG_LEVEL: logLevel.default('info'), CRASH: z.string().optional() })
      .transform((env) => ({ port: env.PORT, crash: env.CRASH === 'true', logLevel: env.LOG_LEVEL })),
    async start(config, logger) {
      const server = createServer();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      server.once('error', reject).listen(config.port, '127.0.0.1', resolve);
      await promise;
      logger.info({ authorization: 'Bearer secret' }, 'ready');
      if (config.crash) setImmediate(() => Promise.reject(new Error('boom')));
      return { [Symbol.asyncDispose]: async () => void server.close() };
    },
  },
  process.env,
);
