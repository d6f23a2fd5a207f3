import type { Logger } from '@headgate/service/create-logger.ts';
import type { GatewayConfig } from '../../config/config.ts';
import { serveMetrics } from '../../telemetry/serve-metrics.ts';
import type { CallbackListener, ListenForCallbacksOptions } from '../callbacks/listen-for-callbacks.ts';
import { formatHost } from '../serving/format-host.ts';
import { createCallbackHandover } from './create-callback-handover.ts';
import { createMetricsSum } from './create-metrics-sum.ts';
import { type KeptProcess, keepRunning } from './keep-running.ts';
import type { ToProcess } from './process-messages.ts';

export interface StartProcessesOptions {
  readonly config: Pick<GatewayConfig, 'processes' | 'metrics' | 'host' | 'callback'>;
  readonly logger: Logger;
}

const contentType = 'text/plain; version=0.0.4; charset=utf-8';
/** How long a process may take to tell what it counts, in milliseconds: well below what who scrapes waits. */
const patienceMs = 5_000;

/**
 * Starts as many processes as the configuration says, which share one port, and replaces those that end. Their metrics are
 * added up here, what one of them hears of invalid answers goes to all, and callbacks of subgraphs come here, for the one that has
 * subscribed.
 * @throws Error when one of them ends before it serves
 */
export async function startProcesses(options: StartProcessesOptions): Promise<AsyncDisposable> {
  const { config, logger } = options;
  await using cleanup = new AsyncDisposableStack();
  const all: KeptProcess[] = [];
  const tellAll = (message: ToProcess) => all.filter((each) => each.tell(message)).length;
  const metrics = createMetricsSum({ ask: () => tellAll({ kind: 'metrics' }), patienceMs });
  const callbacks = createCallbackHandover({
    tell: (pid, message) => all.find((each) => each.pid === pid)?.tell(message) ?? false,
    patienceMs,
  });
  const { callback } = config;
  const listener =
    callback && cleanup.use(await openListener({ config, callback, receive: callbacks.hand, logger }));
  for (let count = 0; count < config.processes; count += 1) {
    const kept = keepRunning({
      logger,
      env: listener ? describeListener(listener) : {},
      onMessage: (message, pid) => {
        if (message.kind === 'metrics') metrics.tell(pid, message.text);
        else if (message.kind === 'callback') callbacks.settle(message.ask, message.isTaken);
        else for (const other of all) if (other !== kept) other.tell(message);
      },
      onEnd: (pid) => {
        metrics.end(pid);
        callbacks.end(pid);
      },
    });
    all.push(kept);
  }
  // All at once, since each takes its time to drain.
  cleanup.defer(async () => {
    await Promise.all(all.map((each) => each[Symbol.asyncDispose]()));
  });
  await Promise.all(all.map(({ serving }) => serving));
  if (config.metrics) {
    const { port } = cleanup.use(
      await serveMetrics({ ...config.metrics, prometheus: { contentType, text: metrics.text }, logger }),
    );
    const metricsUrl = `http://${formatHost(config.metrics.host)}:${port}/metrics`;
    logger.info({ metricsUrl }, 'serving metrics');
  }
  logger.info({ processes: all.length }, 'all processes serve');
  const running = cleanup.move();
  return { [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Loads what hears of callbacks where subgraphs call back. */
async function openListener(options: ListenForCallbacksOptions) {
  const { listenForCallbacks } = await import('../callbacks/listen-for-callbacks.ts');
  return listenForCallbacks(options);
}

/** Where it listens, and by which secret, as the configuration of the processes says it. */
function describeListener({ secret, ownUrl }: CallbackListener): NodeJS.ProcessEnv {
  return { CALLBACK_SECRET: secret, ...(ownUrl !== undefined && { CALLBACK_OWN_URL: ownUrl }) };
}
