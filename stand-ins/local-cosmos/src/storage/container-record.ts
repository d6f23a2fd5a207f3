import type { ContainerDefinition } from './container-definition.ts';
import type { DatabaseRecord } from './database-record.ts';

/** A container: what clients defined, the resource they see, and the table of its documents. */
export interface ContainerRecord {
  number: number;
  id: string;
  database: DatabaseRecord;
  definition: ContainerDefinition;
  resource: Record<string, unknown>;
  rid: string;
  table: string;
  /** The log sequence number of the last write. */
  lsn: number;
}
