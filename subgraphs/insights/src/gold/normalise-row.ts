/** Makes values the same whichever database they come from: whole numbers as number, times as Date, nothing as null. */
export function normaliseRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, normalise(value)]));
}

function normalise(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return Number(value);
  // Drivers give numbers that a double may not hold as text.
  if (typeof value === 'string' && /^-?\d{16,}$/.test(value)) return Number(value);
  return value;
}
