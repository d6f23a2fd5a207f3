/** Keeps what comes below a number for each second. */
export interface RateLimit {
  /** Tells, for one more, the share of those that come now that may be kept; 0 once the second is full. */
  take(): number;
}

/** By the second before: so that what is kept is spread over the second, and what it stands for is known. */
export function createRateLimit(perSecond: number, now: () => number): RateLimit {
  if (perSecond === 0) return { take: () => 1 };
  let second = Math.floor(now() / 1000);
  let come = 0;
  let share = 1;
  return {
    take() {
      const current = Math.floor(now() / 1000);
      if (current !== second) {
        const before = current === second + 1 ? come : 0;
        share = Math.min(1, perSecond / Math.max(before, 1));
        second = current;
        come = 0;
      }
      come += 1;
      return come * share > perSecond ? 0 : share;
    },
  };
}
