import { flushCompileCache } from 'node:module';
import type { Environment } from '@headgate/service/parse-config.ts';
import { runService } from '@headgate/service/run-service.ts';
import { gatewayConfig } from '../config/config.ts';
import { keepAnswersYoung } from './keep-answers-young.ts';
import { startGateway } from './start-gateway.ts';

/** By then most of what operations need has been compiled. */
const compiledAfterMs = 10_000;

/** Serves from an environment until this process is told to stop. */
export async function serveGateway(env: Environment): Promise<void> {
  keepAnswersYoung();
  await runService(
    {
      name: 'gateway',
      config: gatewayConfig,
      start: (config, logger) => startGateway({ config, logger }),
      stopDeadlineMs: ({ drainMs, requestTimeoutMs }) => drainMs + requestTimeoutMs + 5_000,
    },
    env,
  );
  // Node.js keeps what it compiles when it ends, and who runs containers does not always let it.
  setTimeout(flushCompileCache, compiledAfterMs).unref();
}
