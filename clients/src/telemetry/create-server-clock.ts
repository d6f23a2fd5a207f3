/** How far the clock of the server is ahead of that of the device, and how far that may be wrong: milliseconds. */
export interface ClockReading {
  readonly aheadMs: number;
  readonly uncertainMs: number;
}

export interface ServerClock {
  /** What is known so far; before the first look nothing is certain. */
  reading(): ClockReading;
  /** Learns from an answer that says what time it was at the server, between when it was asked and when it came. */
  learn(look: { readonly serverMs: number; readonly sentMs: number; readonly receivedMs: number }): void;
}

/** How long a look is believed, where no better one comes: clocks drift, and are set. */
const believedMs = 600_000;

/** Knows the time of the server by the quickest of the latest answers, as https://www.rfc-editor.org/rfc/rfc5905#section-8 has it. */
export function createServerClock(): ServerClock {
  let best = { aheadMs: 0, uncertainMs: Number.POSITIVE_INFINITY, atMs: 0 };
  return {
    reading: () => best,
    learn({ serverMs, sentMs, receivedMs }) {
      const uncertainMs = (receivedMs - sentMs) / 2;
      // A clock that was set meanwhile.
      if (!(uncertainMs >= 0) || !Number.isFinite(serverMs)) return;
      const isOld = Math.abs(receivedMs - best.atMs) > believedMs;
      if (uncertainMs > best.uncertainMs && !isOld) return;
      best = { aheadMs: serverMs - (sentMs + receivedMs) / 2, uncertainMs, atMs: receivedMs };
    },
  };
}
