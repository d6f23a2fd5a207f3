/** A property path as SQLite reads it from JSON text, or undefined where it cannot be written so. */
export function jsonPath(names: readonly string[]): string | undefined {
  return names.every((name) => /^[\w -]+$/.test(name))
    ? `$${names.map((name) => `."${name}"`).join('')}`
    : undefined;
}
