import type { Container, JSONObject, OperationInput } from '@azure/cosmos';
import { isConflict, isPreconditionFailed } from '@headgate/cosmos/cosmos-errors.ts';
import { runBatch } from '@headgate/cosmos/run-batch.ts';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import type { AnomalyCoefficientsDocument } from './anomaly-coefficients-document.ts';
import type { EvaluationCommit, EvaluationStore } from './evaluation-store.ts';
import { toOutboxDocument } from './outbox-document.ts';
import type { PredictionDocument } from './propensity-model.ts';
import type { RuleDocument } from './rule-document.ts';
import { createUserState, type UserStateDocument } from './user-state-document.ts';

type StoredDocument =
  | RuleDocument
  | AnomalyCoefficientsDocument
  | PredictionDocument
  | (UserStateDocument & { readonly _etag: string });

/** Keeps evaluations in the container `alerts`: one query and one transactional batch each. */
export function createCosmosEvaluationStore(container: Container): EvaluationStore {
  return {
    async load(userId) {
      const documents = await runQuery<StoredDocument>(container, {
        query: 'SELECT * FROM c WHERE c.type IN ("rule", "state", "anomaly-coefficients", "prediction")',
        parameters: {},
        partitionKey: userId,
      });
      const stored = documents.find((document) => document.type === 'state');
      return {
        rules: documents.filter((document) => document.type === 'rule'),
        coefficients: documents.find((document) => document.type === 'anomaly-coefficients') ?? null,
        prediction: documents.find((document) => document.type === 'prediction') ?? null,
        state: { ...createUserState(userId), ...stored },
        etag: stored?._etag ?? null,
      };
    },
    async listDue(now, limit) {
      return runQuery<string>(container, {
        query: 'SELECT DISTINCT VALUE c.userId FROM c WHERE c.dueAt <= @now OFFSET 0 LIMIT @limit',
        parameters: { '@now': new Date(now).toISOString(), '@limit': limit },
        partitionKey: 'all',
      });
    },
    async commit(commit) {
      try {
        const [stored] = await runBatch(container, commit.state.userId, toOperations(commit));
        return stored?.eTag ?? '';
      } catch (error) {
        if (isConflict(error) || isPreconditionFailed(error)) return null;
        throw error;
      }
    },
  };
}

function toOperations({ state, etag, alerts }: EvaluationCommit): OperationInput[] {
  const create = (document: object): OperationInput => ({
    operationType: 'Create',
    resourceBody: document as JSONObject,
  });
  const { type, id, userId, lastSequence, received, rules, recent, dueAt } = state;
  const body = { type, id, userId, lastSequence, received, rules, recent, dueAt };
  const putState: OperationInput = etag
    ? { operationType: 'Replace', id, ifMatch: etag, resourceBody: body as unknown as JSONObject }
    : create(body);
  return [putState, ...alerts.map(create), ...alerts.map(toOutboxDocument).map(create)];
}
