import type { Container } from '@azure/cosmos';
import type { AlertDocument, AlertStatus } from '@headgate/alerting/alert-document.ts';
import type { AlertSeverity } from '@headgate/alerting/alert-severity.ts';
import { type UserStateDocument, userStateId } from '@headgate/alerting/user-state-document.ts';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import { type DocumentKey, readDocument, updateDocument } from './update-document.ts';

export interface AlertListing {
  readonly userId: string;
  /** Alerts before this one; null for the latest. */
  readonly beforeSequence: number | null;
  /** null for any. */
  readonly statuses: readonly AlertStatus[] | null;
  readonly severities: readonly AlertSeverity[];
  readonly limit: number;
}

/** Reads and changes alerts; raising them is the functions' business. */
export interface AlertStore {
  find(userId: string, ids: readonly string[]): Promise<readonly AlertDocument[]>;
  /** The latest first. */
  list(listing: AlertListing): Promise<readonly AlertDocument[]>;
  /** Alerts raised after that one, the earliest first. */
  listAfter(userId: string, sequence: number, limit: number): Promise<readonly AlertDocument[]>;
  /** Alerts that were acknowledged or resolved at that time or later, ISO 8601 in UTC. */
  listChanged(userId: string, since: string): Promise<readonly AlertDocument[]>;
  /** Sequence of the user's latest alert; 0 when there is none. */
  lastSequence(userId: string): Promise<number>;
  /** Whose alert it is; undefined when there is none. Asks all partitions. */
  findOwner(id: string): Promise<string | undefined>;
  /** As `updateDocument`. */
  update(
    key: DocumentKey,
    change: (alert: AlertDocument) => AlertDocument,
  ): Promise<AlertDocument | undefined>;
}

/** Keeps alerts in the container `alerts`. */
export function createAlertStore(container: Container): AlertStore {
  return {
    find: (userId, ids) =>
      runQuery(container, {
        query: 'SELECT * FROM c WHERE c.type = "alert" AND ARRAY_CONTAINS(@ids, c.id)',
        parameters: { '@ids': [...ids] },
        partitionKey: userId,
      }),
    list({ userId, beforeSequence, statuses, severities, limit }) {
      const conditions = ['c.type = "alert"', 'ARRAY_CONTAINS(@severities, c.severity)'];
      if (beforeSequence !== null) conditions.push('c.sequence < @before');
      if (statuses) conditions.push('ARRAY_CONTAINS(@statuses, c.status)');
      return runQuery(container, {
        query: `SELECT TOP @limit * FROM c WHERE ${conditions.join(' AND ')} ORDER BY c.sequence DESC`,
        parameters: {
          '@severities': [...severities],
          '@limit': limit,
          ...(beforeSequence !== null && { '@before': beforeSequence }),
          ...(statuses && { '@statuses': [...statuses] }),
        },
        partitionKey: userId,
      });
    },
    listAfter: (userId, sequence, limit) =>
      runQuery(container, {
        query:
          'SELECT TOP @limit * FROM c WHERE c.type = "alert" AND c.sequence > @after ORDER BY c.sequence ASC',
        parameters: { '@limit': limit, '@after': sequence },
        partitionKey: userId,
      }),
    listChanged: (userId, since) =>
      runQuery(container, {
        query:
          'SELECT * FROM c WHERE c.type = "alert" AND (c.acknowledgedAt >= @since OR c.resolvedAt >= @since)',
        parameters: { '@since': since },
        partitionKey: userId,
      }),
    async lastSequence(userId) {
      const key = { id: userStateId, userId };
      const found = await readDocument<UserStateDocument>(container, key, 'state');
      return found?.document.lastSequence ?? 0;
    },
    async findOwner(id) {
      const [owner] = await runQuery<string>(container, {
        query: 'SELECT VALUE c.userId FROM c WHERE c.type = "alert" AND c.id = @id',
        parameters: { '@id': id },
        partitionKey: 'all',
      });
      return owner;
    },
    update: (key, change) => updateDocument(container, key, { type: 'alert', change }),
  };
}
