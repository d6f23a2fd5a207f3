import type { ContainerRecord } from '../storage/container-record.ts';
import { documentRid } from '../storage/resource-ids.ts';

/** The JSON text of a document with the properties that the server gives it, last as Cosmos DB has them. */
export function stampDocument(
  container: ContainerRecord,
  version: { content: Record<string, unknown>; sequence: number; etag: string; ts: number },
): string {
  const { _rid, _self, _etag, _attachments, _ts, _lsn, ...own } = version.content;
  const rid = documentRid(container.database.number, container.number, version.sequence);
  return JSON.stringify({
    ...own,
    _rid: rid,
    _self: `dbs/${container.database.resource['_rid']}/colls/${container.rid}/docs/${rid}/`,
    _etag: version.etag,
    _attachments: 'attachments/',
    _ts: version.ts,
  });
}
