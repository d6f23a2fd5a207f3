const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** A span of time in its largest unit that is not below one: `3 min`. */
export function describeAge(milliseconds: number): string {
  for (const [name, size] of units)
    if (milliseconds >= size) return `${Math.floor(milliseconds / size)} ${name}`;
  return 'under 1 s';
}
