import { z } from 'zod';
import { checkShape } from '../check-shape.ts';
import { badRequest, resourceNotFound } from '../cosmos-error.ts';
import { createOffer, listOffers, replaceThroughput, type Throughput } from '../storage/offer-records.ts';
import type { Store } from '../storage/open-store.ts';
import { type CosmosAnswer, listAnswer, resourceAnswer } from './cosmos-answer.ts';
import type { CosmosRequest } from './cosmos-request.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { queryResources } from './query-resources.ts';
import { isQuery } from './read-query.ts';

const lowest = 400;
const lowestAutoscale = 1000;

const autoscale = z.object({
  maxThroughput: z.int().min(lowestAutoscale).multipleOf(1000),
});
const offerSchema = z.object({
  content: z.union([
    z.object({ offerAutopilotSettings: autoscale }),
    z.object({ offerThroughput: z.int().min(lowest).multipleOf(100) }),
  ]),
});

/** Lists, queries, reads and replaces what is provisioned. */
export function handleOffers(store: Store, request: CosmosRequest, rid: string | undefined): CosmosAnswer {
  const offers = listOffers(store);
  if (rid === undefined) {
    if (request.method === 'GET') return listAnswer('', 'Offers', offers);
    if (isQuery(request)) return listAnswer('', 'Offers', queryResources(store, request, offers));
    throw methodNotAllowed(request);
  }
  const offer = offers.find(({ _rid }) => _rid === rid);
  if (!offer) throw resourceNotFound();
  if (request.method === 'GET') return resourceAnswer(200, offer);
  if (request.method !== 'PUT') throw methodNotAllowed(request);
  return resourceAnswer(
    200,
    replaceThroughput(store, offer, checkShape(offerSchema, request.json()).content),
  );
}

/** Provisions a new database or container as the request's headers ask for; a container has the least otherwise. */
export function provision(
  store: Store,
  request: CosmosRequest,
  resource: { rid: string; self: string; isContainer: boolean },
): void {
  const throughput = readThroughput(request);
  if (throughput) createOffer(store, { ...resource, throughput });
  else if (resource.isContainer) createOffer(store, { ...resource, throughput: { offerThroughput: lowest } });
}

function readThroughput(request: CosmosRequest): Throughput | undefined {
  const settings = request.header('x-ms-cosmos-offer-autopilot-settings');
  if (settings !== undefined) return { offerAutopilotSettings: checkShape(autoscale, readJson(settings)) };
  const throughput = request.header('x-ms-offer-throughput');
  return throughput === undefined
    ? undefined
    : checkShape(offerSchema.shape.content, { offerThroughput: Number(throughput) });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The autoscale settings are no JSON.');
  }
}
