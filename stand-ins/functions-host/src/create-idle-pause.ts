/** A pause does not grow beyond this, in milliseconds: somebody may come back and wait for an alert. */
const longestMs = 500;
/** For so many reads without news the pause stays what is set: what follows something mostly follows soon. */
const patience = 40;

export interface IdlePause {
  /** How long to wait before the next read of a feed that had nothing, in milliseconds. */
  next(): number;
  /** Something came. */
  begin(): void;
}

/**
 * Makes pauses between reads of a feed that grow while nothing comes, from `delayMs` up to half a second; one that is
 * longer from the start stays as it is. The extension's own pause is fixed: an idle machine should do nothing.
 */
export function createIdlePause(delayMs: number): IdlePause {
  let idleReads = 0;
  return {
    next() {
      idleReads += 1;
      const steps = Math.max(0, idleReads - patience);
      return Math.max(delayMs, Math.min(longestMs, delayMs * 1.1 ** steps));
    },
    begin() {
      idleReads = 0;
    },
  };
}
