type Reference = Readonly<Record<string, unknown>>;

/** Makes a reference resolver that finds the record whose keys equal those of the reference; null when there is none. */
export function findRecord<Record extends Reference>(
  records: readonly Record[],
  ...keys: readonly (string & keyof Record)[]
): (reference: Reference) => Record | null {
  return (reference) => records.find((record) => keys.every((key) => record[key] === reference[key])) ?? null;
}
