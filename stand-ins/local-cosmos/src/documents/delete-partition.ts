import type { ContainerRecord } from '../storage/container-record.ts';
import type { DocumentRecord } from '../storage/document-records.ts';
import type { Store } from '../storage/open-store.ts';
import type { PartitionScope } from '../storage/partition-key.ts';
import { deleteDocument } from './apply-operation.ts';

/** Deletes all documents of a partition, or none. */
export function deletePartition(store: Store, container: ContainerRecord, partition: PartitionScope): void {
  store.sqlite.transaction(() => {
    const documents = store.sqlite.all<DocumentRecord>(
      `SELECT * FROM ${container.table} WHERE partition = ?`,
      partition.key,
    );
    for (const document of documents) deleteDocument(store, container, document);
  });
}
