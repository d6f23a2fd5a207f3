import cluster from 'node:cluster';
import { flushCompileCache } from 'node:module';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { Environment } from '@headgate/service/parse-config.ts';
import { runService } from '@headgate/service/run-service.ts';
import { type GatewayConfig, gatewayConfig } from '../config/config.ts';
import { keepAnswersYoung } from './keep-answers-young.ts';
import { keepHeapSmall } from './keep-heap-small.ts';
import { listenForStop, openProcessChannel } from './processes/open-process-channel.ts';
import { shareLimits } from './processes/share-limits.ts';

/** By then most of what operations need has been compiled. */
const compiledAfterMs = 10_000;

/** Serves from an environment until this process is told to stop. */
export async function serveGateway(env: Environment): Promise<void> {
  keepAnswersYoung();
  await runService(
    {
      name: 'gateway',
      config: gatewayConfig,
      start: (config, logger) => start(config, logger),
      ...(cluster.isWorker && { listenForStop }),
      stopDeadlineMs: ({ drainMs, requestTimeoutMs }) => drainMs + requestTimeoutMs + 5_000,
    },
    env,
  );
  keepHeapSmall(env['NODE_OPTIONS'] ?? '');
  // Node.js keeps what it compiles when it ends, and who runs containers does not always let it.
  setTimeout(flushCompileCache, compiledAfterMs).unref();
}

/** Serves here, or has other processes serve. */
async function start(config: GatewayConfig, logger: Logger): Promise<AsyncDisposable> {
  if (config.processes > 1 && cluster.isPrimary) {
    const { startProcesses } = await import('./processes/start-processes.ts');
    return startProcesses({ config, logger });
  }
  const { startGateway } = await import('./start-gateway.ts');
  if (!cluster.isWorker) return startGateway({ config, logger });
  return startGateway({ config: shareLimits(config), logger, channel: openProcessChannel() });
}
