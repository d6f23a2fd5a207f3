import { badRequest } from '../cosmos-error.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import type { Store } from '../storage/open-store.ts';
import { aliveCondition } from '../storage/time-to-live.ts';
import { type RequestScope, scopeConditions } from './scope-conditions.ts';

export interface ChangeFeedRequest extends RequestScope {
  /** The ETag of the page before; `*` for from now on; absent for the beginning. */
  since: string | undefined;
  /** An HTTP date: only what was written then or later. */
  modifiedSince: string | undefined;
  maxItemCount: number;
}

export interface ChangeFeedPage {
  /** JSON texts, in the order of their last writes. */
  documents: string[];
  /** Where the next page goes on. */
  etag: string;
}

/**
 * A page of the latest versions of documents written since a point of the feed.
 *
 * @throws BadRequest for a position that is not of this feed
 * @see https://learn.microsoft.com/rest/api/cosmos-db/list-documents
 */
export function readChangeFeed(
  store: Store,
  container: ContainerRecord,
  request: ChangeFeedRequest,
): ChangeFeedPage {
  const { since } = request;
  if (since === '*') return { documents: [], etag: `"${container.lsn}"` };
  const start = feedPosition(since);
  const from = request.modifiedSince === undefined ? 0 : Date.parse(request.modifiedSince) / 1000;
  if (Number.isNaN(from)) throw badRequest(`The date '${request.modifiedSince}' is invalid.`);

  const scope = scopeConditions(store, container, request);
  const rows = store.sqlite.all<{ lsn: number; body: string }>(
    `SELECT lsn, body FROM ${container.table} WHERE lsn > ? AND ts >= ?${scope.map(([sql]) => ` AND ${sql}`).join('')}${aliveCondition(store, container)} ORDER BY lsn LIMIT ?`,
    start,
    from,
    ...scope.flatMap(([, ...values]) => values),
    request.maxItemCount,
  );
  const isFull = rows.length === request.maxItemCount;
  return {
    documents: rows.map((row) => `${row.body.slice(0, -1)},"_lsn":${row.lsn}}`),
    // A page that is not full has seen all there is, so the next may skip what others wrote elsewhere.
    etag: `"${isFull ? rows.at(-1)?.lsn : container.lsn}"`,
  };
}

/** The log sequence number after which a page begins. @throws BadRequest for what is none */
export function feedPosition(since: string | undefined): number {
  if (since === undefined) return 0;
  const position = /^"?(\d+)"?$/.exec(since)?.[1];
  if (position === undefined) throw badRequest(`The change feed position ${since} is invalid.`);
  return Number(position);
}
