/** Who is asked whether they are still there. */
export interface PingedClient {
  /** Pings the client, or cuts it off when nothing has been heard since the last ping. */
  ping(): void;
}

/** Finds out which clients are gone without a word. */
export interface KeepAlive {
  enter(client: PingedClient): void;
  leave(client: PingedClient): void;
}

/** How many groups of clients are pinged one after the other, so that the pings are spread. */
const groupCount = 16;

/** Has each client pinged every `intervalMs`. One timer serves all: ten thousand of their own would be as much work as the pings. */
export function createKeepAlive(intervalMs: number): KeepAlive {
  const groups = Array.from({ length: groupCount }, () => new Set<PingedClient>());
  let current = 0;
  let clients = 0;
  let timer: NodeJS.Timeout | undefined;

  function pingNextGroup(): void {
    current = (current + 1) % groupCount;
    for (const client of groups[current] ?? []) client.ping();
  }

  return {
    enter(client) {
      // The turn of this group comes last.
      groups[current]?.add(client);
      clients += 1;
      timer ??= setInterval(pingNextGroup, intervalMs / groupCount);
    },
    leave(client) {
      if (!groups.some((group) => group.delete(client))) return;
      clients -= 1;
      if (clients > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}
