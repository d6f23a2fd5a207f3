/** An event as the change feed of the container `activity` gives it. */
export function sampleActivity(n: number, changes: object = {}): Record<string, unknown> {
  return {
    id: `e${n}`,
    eventId: `e${n}`,
    userId: `u${n % 3}`,
    kind: ['VIEW', 'CLICK', 'PURCHASE'][n % 3],
    occurredAt: new Date(Date.UTC(2026, 5, 1, n)).toISOString(),
    recordedAt: new Date(Date.UTC(2026, 5, 1, n, 1)).toISOString(),
    location: n % 2 ? { latitude: 52.5, longitude: 13.4 } : null,
    accuracyMeters: null,
    placeId: n % 2 ? 'p1' : null,
    amount: n % 3 === 2 ? { minorUnits: 100 + n, currency: 'EUR' } : null,
    sessionId: null,
    properties: { secret: 'stays here' },
    traceParent: null,
    _ts: 1_780_000_000 + n,
    _lsn: n + 1,
    ...changes,
  };
}
