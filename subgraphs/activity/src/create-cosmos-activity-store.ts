import type { Container, JSONObject, OperationInput } from '@azure/cosmos';
import { isConflict } from '@headgate/cosmos/cosmos-errors.ts';
import { runBatch } from '@headgate/cosmos/run-batch.ts';
import { runOperation } from '@headgate/cosmos/run-operation.ts';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import { commonErrors } from '@headgate/service/common-errors.ts';
import { readTraceParent } from '@headgate/telemetry/trace-parent.ts';
import type { Activity } from './activity.ts';
import { type ActivityDocument, toActivity, toDocument } from './activity-document.ts';
import type { ActivityStore } from './activity-store.ts';
import { buildConditions } from './build-conditions.ts';
import { toDocumentId } from './document-id.ts';
import { isOneOf } from './is-one-of.ts';

/** How often events are stored again when some of them appear meanwhile. */
const maxAttempts = 5;

/** Keeps events in Cosmos DB, a user's in one partition. */
export function createCosmosActivityStore(container: Container): ActivityStore {
  const read = async (userId: string, documentId: string): Promise<Activity | undefined> => {
    const { resource } = await runOperation((abortSignal) =>
      container.item(documentId, userId).read<ActivityDocument>({ abortSignal }),
    );
    return resource && toActivity(resource);
  };
  const find = async (userId: string, ids: readonly string[]): Promise<readonly Activity[]> => {
    const [first, ...others] = new Set(ids.map(toDocumentId));
    if (first === undefined) return [];
    // A point read costs a third of the cheapest query.
    if (others.length === 0) return [await read(userId, first)].filter((found) => found !== undefined);
    const { condition, parameters } = isOneOf('c.id', '@id', [first, ...others]);
    const documents = await runQuery<ActivityDocument>(container, {
      query: `SELECT * FROM c WHERE ${condition}`,
      parameters,
      partitionKey: userId,
    });
    return documents.map(toActivity);
  };
  return {
    async record(activity) {
      const document = toDocument(activity, readTraceParent() ?? null);
      try {
        await runOperation((abortSignal) => container.items.create(document, { abortSignal }));
        return activity;
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
      const stored = await read(activity.userId, document.id);
      if (!stored)
        throw commonErrors.create('SERVICE_UNAVAILABLE', { message: 'The event has just expired.' });
      return stored;
    },
    async recordAll(userId, activities) {
      const traceParent = readTraceParent() ?? null;
      const documents = activities.map((activity) => toDocument(activity, traceParent));
      let known = new Map<string, Activity>();
      for (let attempt = 1; attempt <= maxAttempts; attempt++) {
        const creates = documents.filter(({ eventId }) => !known.has(eventId)).map(toCreate);
        try {
          if (creates.length > 0) await runBatch(container, userId, creates);
          return activities.map((activity) => known.get(activity.id) ?? activity);
        } catch (error) {
          if (!isConflict(error)) throw error;
        }
        const found = await find(
          userId,
          activities.map(({ id }) => id),
        );
        known = new Map(found.map((activity) => [activity.id, activity]));
      }
      throw commonErrors.create('SERVICE_UNAVAILABLE', {
        message: 'The same events are being stored elsewhere.',
      });
    },
    find,
    async list({ of, filter, limit, after }) {
      const { where, parameters } = buildConditions(filter, after);
      const documents = await runQuery<ActivityDocument>(container, {
        query: `SELECT TOP @limit * FROM c${where} ORDER BY c.occurredAt DESC, c.id DESC`,
        parameters: { ...parameters, '@limit': limit },
        partitionKey: of === 'everybody' ? 'all' : of.userId,
        pageSize: limit,
      });
      return documents.map(toActivity);
    },
    async count(userId, filter) {
      const { where, parameters } = buildConditions(filter);
      // A partition that is counted in several pages answers with a part of the count in each.
      const parts = await runQuery<number>(container, {
        query: `SELECT VALUE COUNT(1) FROM c${where}`,
        parameters,
        partitionKey: userId,
      });
      return parts.reduce((sum, part) => sum + part, 0);
    },
  };
}

function toCreate(document: ActivityDocument): OperationInput {
  return { operationType: 'Create', resourceBody: document as unknown as JSONObject };
}
