/** Milliseconds of the machine's monotonic clock, which all processes on it share. */
export function machineTimeMs(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}
