import type { Logger } from '@headgate/service/create-logger.ts';
import type { GatewayConfig } from '../config/config.ts';
import type { ProcessChannel } from '../ports/process-channel.ts';
import type { SubscriptionCounters } from '../subscriptions/subscription-counters.ts';
import { startGatewayServer } from './start-gateway-server.ts';

export interface Gateway extends AsyncDisposable {
  /** Where it serves GraphQL, e.g. `http://127.0.0.1:4000/graphql`; WebSocket at the same address with `ws`. */
  readonly url: string;
  /** Where it serves metrics, if it does. */
  readonly metricsUrl: string | undefined;
  /** What subscriptions do; read it at any time. */
  readonly subscriptions: Readonly<SubscriptionCounters>;
}

export interface StartGatewayOptions {
  readonly config: GatewayConfig;
  readonly logger: Logger;
  /** To the processes that serve together with this one; undefined when none do. */
  readonly channel?: ProcessChannel;
  /** The clock of browser sessions, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

/**
 * Starts the gateway, and listens. It does so before it has composed running subgraphs: `/health/ready` says when it can serve.
 * @throws ServiceError `SUPERGRAPH_UNREADABLE` or `SUPERGRAPH_INVALID` when the supergraph on disk cannot be served
 */
export async function startGateway(options: StartGatewayOptions): Promise<Gateway> {
  await using cleanup = new AsyncDisposableStack();
  const running = cleanup.use(await startGatewayServer(options));
  const url = await running.listen(options.config);
  const { metricsUrl, subscriptions } = running;
  const started = cleanup.move();
  return { url, metricsUrl, subscriptions, [Symbol.asyncDispose]: () => started.disposeAsync() };
}
