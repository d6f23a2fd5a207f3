/** A version of gold: which files hold each table. Its files are never changed; a new version names others. */
export interface GoldVersion {
  /** 1, 2, 3 … */
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
  /** The latest `recorded_at` of the events in it, ISO 8601; null where there are none. */
  readonly through: string | null;
  /** Events in silver. */
  readonly events: number;
  /** Table → period → path below the folder of gold. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The file that names the version which readers should take. */
export const currentVersionFile = 'current.json';
