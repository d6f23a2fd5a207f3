/**
 * Where mirrored tables land: a folder with a subfolder for each table.
 *
 * @see https://learn.microsoft.com/fabric/mirroring/open-mirroring-landing-zone-format
 */
export interface LandingZone {
  /** Names of the files of a table, in any order; none where there is no such table. */
  list(table: string): Promise<readonly string[]>;
  /** Writes a file as a whole, in the place of one of that name. `table` is empty for the zone itself. */
  write(table: string, name: string, content: Uint8Array): Promise<void>;
  /** Gives a file another name. @throws Error where the first is not there or the second is */
  publish(table: string, from: string, to: string): Promise<void>;
  /** undefined where there is no such file. */
  read(table: string, name: string): Promise<Uint8Array | undefined>;
  /** Removes a file, where it is there. */
  remove(table: string, name: string): Promise<void>;
}
