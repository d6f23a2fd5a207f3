/** A database and the resource that clients see. */
export interface DatabaseRecord {
  number: number;
  id: string;
  resource: Record<string, unknown>;
}
