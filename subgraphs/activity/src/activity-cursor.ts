import { storableText } from '@headgate/input-rules/storable-text.ts';
import { decodeCursor, encodeCursor } from '@headgate/relay/cursor.ts';
import { z } from 'zod';
import type { ActivityPosition } from './activity-store.ts';

const list = 'activities';
const place = z.tuple([z.iso.datetime().pipe(z.coerce.date()), storableText.min(1).max(100)]);

/** The cursor of an event in a list that is ordered by time and id. */
export function cursorOf({ occurredAt, id }: ActivityPosition): string {
  return encodeCursor(list, [occurredAt.toISOString(), id]);
}

/** @throws BAD_USER_INPUT for a text that {@link cursorOf} did not make. */
export function readCursor(cursor: string): ActivityPosition {
  const [occurredAt, id] = decodeCursor(cursor, list, place);
  return { occurredAt, id };
}
