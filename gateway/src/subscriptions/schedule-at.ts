/** The longest that a timer of Node waits. */
const longestTimerMs = 2 ** 31 - 1;

/** Calls `action` at a time in milliseconds since 1970, unless disposed of before. */
export function scheduleAt(timeMs: number, action: () => void, now: () => number): Disposable {
  let timer: NodeJS.Timeout | undefined;
  function wait(until: number): void {
    const remainingMs = until - now();
    timer =
      remainingMs > longestTimerMs
        ? setTimeout(wait, longestTimerMs, until)
        : setTimeout(action, Math.max(remainingMs, 0));
    timer.unref();
  }
  wait(timeMs);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}
