import type { Container } from '@azure/cosmos';
import { type ActivityEvent, activityEventSchema } from '@headgate/alerting/activity-event.ts';
import { createCosmosEvaluationStore } from '@headgate/alerting/create-cosmos-evaluation-store.ts';
import type { UserSnapshot } from '@headgate/alerting/evaluation-store.ts';
import { runQuery } from '@headgate/cosmos/run-query.ts';

/** Of the subgraph that records what users do; it is read here, and never written. */
export const activityContainerId = 'activity';

export interface HistoryQuery {
  readonly userId: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly limit: number;
}

/** What is known of a user's past. */
export interface HistoryStore {
  /** The latest events since a time, the latest first. */
  listEvents(query: HistoryQuery): Promise<readonly ActivityEvent[]>;
  /** What batch jobs have learned of a user. */
  findLearned(userId: string): Promise<Pick<UserSnapshot, 'coefficients' | 'prediction'>>;
}

/** Reads from the containers `alerts` and `activity`. */
export function createHistoryStore(alerts: Container, activity: Container): HistoryStore {
  const evaluations = createCosmosEvaluationStore(alerts);
  return {
    async listEvents({ userId, since, limit }) {
      const documents = await runQuery<unknown>(activity, {
        query:
          'SELECT TOP @limit c.eventId, c.userId, c.kind, c.occurredAt, c.location, c.accuracyMeters, c.amount ' +
          'FROM c WHERE c.occurredAt >= @since ORDER BY c.occurredAt DESC, c.id DESC',
        parameters: { '@limit': limit, '@since': since },
        partitionKey: userId,
      });
      return documents.flatMap((document) => {
        // What evaluation could never take either is a dead letter, and raises nothing.
        const { success, data } = activityEventSchema.safeParse(document);
        return success ? [data] : [];
      });
    },
    findLearned: (userId) => evaluations.load(userId),
  };
}
