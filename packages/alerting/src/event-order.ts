/** A place in a user's events: by the time they happened, and by id where that is the same. */
export interface EventMark {
  /** ISO 8601 with an offset. */
  readonly occurredAt: string;
  readonly id: string;
}

/** Orders events by when they happened: negative when `a` comes first. */
export function compareEvents(a: EventMark, b: EventMark): number {
  const difference = Date.parse(a.occurredAt) - Date.parse(b.occurredAt);
  if (difference !== 0) return difference;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
