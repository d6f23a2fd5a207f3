import type { GatewayConfig } from '../../config/config.ts';

/**
 * The configuration of each of several processes: of what is limited for all clients together, each has its part, rounded up.
 * New connections go to one process after the other, so the parts fill alike. What is limited for one address or one caller stays, since
 * its connections may meet in one process.
 */
export function shareLimits(config: GatewayConfig): GatewayConfig {
  const { processes, connections, subscriptions } = config;
  const share = (total: number) => Math.ceil(total / processes);
  return {
    ...config,
    connections: { ...connections, total: share(connections.total) },
    subscriptions: {
      ...subscriptions,
      limits: { ...subscriptions.limits, total: share(subscriptions.limits.total) },
    },
  };
}
