/** What subscriptions have done since the gateway was started; `upstreams` and `clients` tell what there is now. */
export interface SubscriptionCounters {
  /** Subscriptions that are open at subgraphs. */
  upstreams: number;
  /** Subscriptions of clients that are open. */
  clients: number;
  /** Events that came from subgraphs. */
  events: number;
  /** Events that wait for what subgraphs have to add to them. */
  completing: number;
  /** Events that went to clients. */
  deliveries: number;
  /** Executions of the rest of a plan that were spared, because clients shared one. */
  sharedExecutions: number;
}

export function createSubscriptionCounters(): SubscriptionCounters {
  return { upstreams: 0, clients: 0, events: 0, completing: 0, deliveries: 0, sharedExecutions: 0 };
}
