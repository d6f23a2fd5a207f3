/** Whether lists and objects are nested in a JSON value by more than so many levels; it is followed no further. */
export function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const one of Array.isArray(value) ? value : Object.values(value)) {
    if (isDeeper(one, levels - 1)) return true;
  }
  return false;
}
