import type { Server } from 'node:http';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { GatewayConfig } from '../../config/config.ts';
import type { ProcessChannel } from '../../ports/process-channel.ts';
import { serveMetrics } from '../../telemetry/serve-metrics.ts';
import { observeRequests } from '../../transports/http/observe-requests.ts';
import { describeCounters } from '../describe-counters.ts';
import type { RunningMetrics } from '../start-metrics.ts';
import { formatHost } from './format-host.ts';

export interface ServeCountersOptions {
  readonly config: GatewayConfig;
  readonly counting: RunningMetrics;
  /** What is counted in any case. */
  readonly counters: Parameters<typeof describeCounters>[1];
  /** Whose requests are observed. */
  readonly server: Server;
  /** To who adds up the metrics of several processes; undefined where this one serves its own. */
  readonly channel: ProcessChannel | undefined;
  readonly logger: Logger;
}

/** Adds what others count to the metrics, and serves them where that is wanted. Returns where. */
export async function serveCounters(
  { config, counting, counters, server, channel, logger }: ServeCountersOptions,
  cleanup: AsyncDisposableStack,
): Promise<string | undefined> {
  const { metrics, prometheus } = counting;
  describeCounters(metrics, counters);
  observeRequests(server, { path: config.path, onRequest: metrics.observeRequest });
  if (!prometheus || !config.metrics) return undefined;
  if (channel) {
    channel.tellMetrics(prometheus.text);
    return undefined;
  }
  const { port } = cleanup.use(await serveMetrics({ ...config.metrics, prometheus, logger }));
  const metricsUrl = `http://${formatHost(config.metrics.host)}:${port}/metrics`;
  logger.info({ metricsUrl }, 'serving metrics');
  return metricsUrl;
}
