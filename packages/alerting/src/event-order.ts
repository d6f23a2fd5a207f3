/** A place in a user's events: by the time they happened, and by id where that is the same. */
export interface EventMark {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly id: string;
}

/** Orders events by when they happened: negative when `a` comes first. */
export function compareEvents(a: EventMark, b: EventMark): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
