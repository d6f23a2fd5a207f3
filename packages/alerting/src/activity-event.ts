import { z } from 'zod';
import { activityKinds } from './activity-kinds.ts';

const isoTime = z.iso.datetime({ offset: true, error: 'expected a time such as 2026-03-29T01:30:00.000Z' });

/** An id as services give them. A longer one would make the state of its user too large to be stored. */
const id = z.string().min(1).max(100);

/** What evaluation reads of a document of the container `activity`; other fields may come and go. */
export const activityEventSchema = z
  .object({
    /** The client's id for the event. */
    eventId: id,
    /** https://openid.net/specs/openid-connect-core-1_0.html#IDToken: a subject has up to 255 characters. */
    userId: z.string().min(1).max(255),
    kind: z.enum(activityKinds),
    occurredAt: isoTime,
    location: z
      .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
      .nullish(),
    /** Radius around `location` in which the device really was, in metres. */
    accuracyMeters: z.number().min(0).nullish(),
    /** What was paid, in the smallest unit of the currency. */
    amount: z.object({ minorUnits: z.int(), currency: z.string().max(3) }).nullish(),
    /** Of the request that brought it: https://www.w3.org/TR/trace-context/#traceparent-header */
    traceParent: z.string().max(55).nullish().catch(null),
  })
  .transform(({ eventId, occurredAt, ...event }) => ({
    id: eventId,
    /** When it happened, by the client's clock, in milliseconds since 1970. */
    at: Date.parse(occurredAt),
    ...event,
  }));

/** Something a user did, as far as rules look at it. */
export type ActivityEvent = Readonly<z.output<typeof activityEventSchema>>;
