/** Clocks that differ by less are as good as right. */
const toleranceMs = 60_000;

let aheadMs = 0;

/** Learns from an answer of the server by how much the clock of this device is wrong: `Date` says what it is in truth. */
export function learnTime(date: string | null, deviceMs = Date.now()): void {
  const serverMs = Date.parse(date ?? '');
  if (Number.isNaN(serverMs)) return;
  const difference = deviceMs - serverMs;
  aheadMs = Math.abs(difference) > toleranceMs ? difference : 0;
}

/** What time it is, in milliseconds since 1970, on a device whose clock is wrong too. */
export const now = (deviceMs = Date.now()): number => deviceMs - aheadMs;
