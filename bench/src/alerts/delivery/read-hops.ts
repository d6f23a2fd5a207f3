import { CosmosClient } from '@azure/cosmos';
import { alertStreamKey, decodeAlert } from '@headgate/alerting/alert-stream.ts';
import { Redis } from 'ioredis';

/** Where an event was when, in milliseconds since 1970. */
export interface EventHops {
  /** The activity subgraph took it in. */
  readonly recordedAt: number;
  /** Its rules were evaluated. */
  readonly evaluatedAt: number;
  /** Its alert was written to the stream. */
  readonly publishedAt: number;
}

/** Reads, from what events leave in the stores, when each was where; by event id. */
export async function readHops(
  cosmosConnectionString: string,
  redisUrl: string,
): Promise<ReadonlyMap<string, EventHops>> {
  const client = new CosmosClient(cosmosConnectionString);
  const redis = new Redis(redisUrl);
  try {
    const database = client.database('headgate');
    const recorded = await database
      .container('activity')
      .items.query<{ eventId: string; recordedAt: string }>('SELECT c.eventId, c.recordedAt FROM c')
      .fetchAll();
    const recordedAt = new Map(
      recorded.resources.map((event) => [event.eventId, Date.parse(event.recordedAt)]),
    );
    const hops = new Map<string, EventHops>();
    for (const [id, fields] of await redis.xrange(alertStreamKey, '-', '+')) {
      const alert = decodeAlert(fields);
      if (!alert || hops.has(alert.activityId)) continue;
      hops.set(alert.activityId, {
        recordedAt: recordedAt.get(alert.activityId) ?? Number.NaN,
        evaluatedAt: Date.parse(alert.raisedAt),
        // An entry's id begins with the time at which Redis took it in.
        publishedAt: Number.parseInt(id, 10),
      });
    }
    return hops;
  } finally {
    redis.disconnect();
    client.dispose();
  }
}
