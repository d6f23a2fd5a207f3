import { badRequest } from '../cosmos-error.ts';
import { type Change, isLogged, logChange, readChangeLog, startChangeLog } from '../storage/change-log.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import { nextLsn } from '../storage/container-records.ts';
import { type DocumentRecord, removeDocument } from '../storage/document-records.ts';
import type { Store } from '../storage/open-store.ts';
import { aliveCondition } from '../storage/time-to-live.ts';
import { type ChangeFeedPage, type ChangeFeedRequest, feedPosition } from './read-change-feed.ts';
import { scopeConditions } from './scope-conditions.ts';

/**
 * A page of all versions and deletes of documents since a point of the feed; the first request begins it.
 *
 * @throws BadRequest for a beginning before now, or a position that is not of this feed
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/change-feed-modes#all-versions-and-deletes-change-feed-mode-preview
 */
export function readAllVersions(
  store: Store,
  container: ContainerRecord,
  request: ChangeFeedRequest,
): ChangeFeedPage {
  const { since } = request;
  if (since === undefined || request.modifiedSince !== undefined)
    throw badRequest('All versions and deletes can be read from now on, or from a continuation token alone.');
  if (since === '*') {
    startChangeLog(store, container);
    return { documents: [], etag: `"${container.lsn}"` };
  }
  const after = feedPosition(since);
  if (!isLogged(store, container))
    throw badRequest(`The change feed position ${since} is not of all versions and deletes.`);
  logExpired(store, container);
  const changes = readChangeLog(store, container, {
    after,
    where: scopeConditions(store, container, request),
    limit: request.maxItemCount,
  });
  const isFull = changes.length === request.maxItemCount;
  return {
    documents: changes.map(toItem),
    etag: `"${isFull ? changes.at(-1)?.lsn : container.lsn}"`,
  };
}

/** What has expired is deleted before it is asked for; between two requests nobody could tell. */
function logExpired(store: Store, container: ContainerRecord): void {
  const alive = aliveCondition(store, container);
  if (alive === '') return;
  store.sqlite.transaction(() => {
    const expired = store.sqlite.all<DocumentRecord>(
      `SELECT * FROM ${container.table} WHERE NOT (1${alive}) ORDER BY ts`,
    );
    for (const previous of expired) {
      removeDocument(store, container, previous);
      logChange(store, container, {
        lsn: nextLsn(store, container),
        current: undefined,
        previous,
        expired: true,
      });
    }
  });
}

function toItem(change: Change): string {
  const metadata = {
    operationType: change.kind,
    lsn: change.lsn,
    crts: change.ts,
    previousImageLSN: change.previous_lsn,
    ...(change.kind === 'delete' && { id: change.id, timeToLiveExpired: change.expired === 1 }),
  };
  const images = [
    ...(change.current === null ? [] : [`"current":${change.current}`]),
    ...(change.previous === null ? [] : [`"previous":${change.previous}`]),
  ];
  return `{${images.join(',')},"metadata":${JSON.stringify(metadata)}}`;
}
