import { z } from 'zod';

const isoTime = z.iso.datetime({ offset: true, error: 'expected a time such as 2026-03-29T01:30:00.000Z' });

/** What evaluation reads of a document of the container `activity`; other fields may come and go. */
export const activityEventSchema = z
  .object({
    /** The client's id for the event. */
    eventId: z.string().min(1),
    userId: z.string().min(1),
    kind: z.string(),
    occurredAt: isoTime,
    location: z
      .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
      .nullish(),
    /** Radius around `location` in which the device really was, in metres. */
    accuracyMeters: z.number().min(0).nullish(),
    /** What was paid, in the smallest unit of the currency. */
    amount: z.object({ minorUnits: z.int(), currency: z.string() }).nullish(),
  })
  .transform(({ eventId, occurredAt, ...event }) => ({
    id: eventId,
    /** When it happened, by the client's clock, in milliseconds since 1970. */
    at: Date.parse(occurredAt),
    ...event,
  }));

/** Something a user did, as far as rules look at it. */
export type ActivityEvent = Readonly<z.output<typeof activityEventSchema>>;
