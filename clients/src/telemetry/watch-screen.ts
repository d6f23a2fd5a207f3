export interface WatchScreenOptions {
  readonly now?: () => number;
  readonly isVisible?: () => boolean;
  /** Has a look taken from time to time. */
  readonly schedule?: (look: () => void, everyMs: number) => void;
}

const everyMs = 5_000;

/** Who looks less often was asleep, or so busy that it may as well have been. */
const longestBreakMs = 20_000;

/**
 * Watches whether somebody can see the screen: a page in the background cannot be seen, nor one of a device that sleeps, which tells
 * nobody.
 * @returns tells since when it has been seen without a break, in milliseconds since 1970; undefined while it is not
 */
export function watchScreen(options: WatchScreenOptions = {}): () => number | undefined {
  const { now = Date.now, isVisible = isDocumentVisible, schedule = lookEvery } = options;
  let sinceMs = now();
  let lookedMs = sinceMs;

  function look(): number | undefined {
    const nowMs = now();
    const isBreak = nowMs - lookedMs > longestBreakMs || nowMs < lookedMs;
    lookedMs = nowMs;
    const isSeen = isVisible();
    if (isBreak || !isSeen) sinceMs = nowMs;
    return isSeen ? sinceMs : undefined;
  }

  schedule(look, everyMs);
  return look;
}

/** A phone has no document: there it is the breaks that tell. */
const isDocumentVisible = () => globalThis.document?.visibilityState !== 'hidden';

function lookEvery(look: () => void, ms: number): void {
  const timer: unknown = setInterval(look, ms);
  // Node.js would not end.
  (timer as { unref?(): void }).unref?.();
}
