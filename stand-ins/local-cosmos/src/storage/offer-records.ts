import { randomUUID } from 'node:crypto';
import type { Store } from './open-store.ts';
import { offerRid } from './resource-ids.ts';

/** What a client asked to have provisioned: request units a second, or at most so many. */
export type Throughput = { offerThroughput: number } | { offerAutopilotSettings: { maxThroughput: number } };

/**
 * The throughput of a database or container.
 *
 * @see https://learn.microsoft.com/rest/api/cosmos-db/offers
 */
export interface Offer extends Record<string, unknown> {
  _rid: string;
  offerResourceId: string;
  content: Record<string, unknown>;
}

interface Row {
  number: number;
  resource_rid: string;
  offer: string;
}

export function createOffer(
  store: Store,
  resource: { rid: string; self: string; throughput: Throughput },
): void {
  const { number } = store.sqlite.get<{ number: number }>(
    "INSERT INTO offers (resource_rid, offer) VALUES (?, '') RETURNING number",
    resource.rid,
  ) as { number: number };
  const rid = offerRid(number);
  writeOffer(store, {
    id: rid,
    _rid: rid,
    _self: `offers/${rid}/`,
    offerVersion: 'V2',
    offerType: 'Invalid',
    resource: resource.self,
    offerResourceId: resource.rid,
    content: toContent(resource.throughput),
  });
}

function toContent(throughput: Throughput): Record<string, unknown> {
  // An autoscaled resource idles at a tenth of its most.
  const standard =
    'offerThroughput' in throughput
      ? throughput.offerThroughput
      : throughput.offerAutopilotSettings.maxThroughput / 10;
  return { offerThroughput: standard, offerIsRUPerMinuteThroughputEnabled: false, ...throughput };
}

export function listOffers(store: Store): Offer[] {
  return store.sqlite
    .all<Row>('SELECT * FROM offers ORDER BY number')
    .map(({ offer }) => JSON.parse(offer) as Offer);
}

export function replaceThroughput(store: Store, offer: Offer, throughput: Throughput): Offer {
  return writeOffer(store, { ...offer, content: toContent(throughput) });
}

function writeOffer(store: Store, offer: Offer): Offer {
  const stamped: Offer = { ...offer, _ts: Math.floor(store.now() / 1000), _etag: `"${randomUUID()}"` };
  store.sqlite.run(
    'UPDATE offers SET offer = ? WHERE resource_rid = ?',
    JSON.stringify(stamped),
    offer.offerResourceId,
  );
  return stamped;
}

export function deleteOffer(store: Store, resourceRid: string): void {
  store.sqlite.run('DELETE FROM offers WHERE resource_rid = ?', resourceRid);
}
