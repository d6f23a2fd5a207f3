/** Counts requests and failures of the last while. */
export interface RequestWindow {
  /** How many requests ended in the window. */
  readonly requests: number;
  readonly failures: number;
  add(hasFailed: boolean, nowMs: number): void;
  clear(): void;
}

/** The window moves on by a tenth of itself at a time. */
const slices = 10;

/** Creates a window of `lengthMs`; it takes the same memory however many requests there are. */
export function createRequestWindow(lengthMs: number): RequestWindow {
  const sliceMs = lengthMs / slices;
  const requests = new Uint32Array(slices);
  const failures = new Uint32Array(slices);
  let latest = 0;
  let totalRequests = 0;
  let totalFailures = 0;

  function clear(): void {
    requests.fill(0);
    failures.fill(0);
    totalRequests = 0;
    totalFailures = 0;
  }

  function moveTo(slice: number): void {
    if (slice - latest >= slices) clear();
    else {
      for (let next = latest + 1; next <= slice; next++) {
        const index = next % slices;
        totalRequests -= requests[index] ?? 0;
        totalFailures -= failures[index] ?? 0;
        requests[index] = 0;
        failures[index] = 0;
      }
    }
    latest = slice;
  }

  return {
    get requests() {
      return totalRequests;
    },
    get failures() {
      return totalFailures;
    },
    add(hasFailed, nowMs) {
      const slice = Math.floor(nowMs / sliceMs);
      if (slice > latest) moveTo(slice);
      const index = latest % slices;
      requests[index] = (requests[index] ?? 0) + 1;
      totalRequests += 1;
      if (!hasFailed) return;
      failures[index] = (failures[index] ?? 0) + 1;
      totalFailures += 1;
    },
    clear,
  };
}
