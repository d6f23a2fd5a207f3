import { listContainers } from './container-records.ts';
import { listDatabases } from './database-records.ts';
import type { Store } from './open-store.ts';
import { aliveCondition } from './time-to-live.ts';

/** Gives back the room of all documents that have expired; between two starts it is only that none is seen. */
export function removeAllExpired(store: Store): void {
  for (const container of listDatabases(store).flatMap((database) => listContainers(store, database))) {
    const alive = aliveCondition(store, container);
    if (alive !== '') store.sqlite.run(`DELETE FROM ${container.table} WHERE NOT (1${alive})`);
  }
}
