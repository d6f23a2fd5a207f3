import type { Container, JSONObject, OperationInput } from '@azure/cosmos';
import { isConflict, isPreconditionFailed } from '@headgate/cosmos/cosmos-errors.ts';
import { runBatch } from '@headgate/cosmos/run-batch.ts';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import type { EvaluationCommit, EvaluationStore } from './evaluation-store.ts';
import { toOutboxDocument } from './outbox-document.ts';
import type { RuleDocument } from './rule-document.ts';
import { createUserState, type UserStateDocument } from './user-state-document.ts';

/** Keeps evaluations in the container `alerts`: one query and one transactional batch each. */
export function createCosmosEvaluationStore(container: Container): EvaluationStore {
  return {
    async load(userId) {
      const documents = await runQuery<RuleDocument | (UserStateDocument & { _etag: string })>(container, {
        query: 'SELECT * FROM c WHERE c.type IN ("rule", "state")',
        parameters: {},
        partitionKey: userId,
      });
      const stored = documents.find((document) => document.type === 'state');
      return {
        rules: documents.filter((document) => document.type === 'rule'),
        state: stored ?? createUserState(userId),
        etag: stored?._etag ?? null,
      };
    },
    async commit(commit) {
      try {
        await runBatch(container, commit.state.userId, toOperations(commit));
        return true;
      } catch (error) {
        if (isConflict(error) || isPreconditionFailed(error)) return false;
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
  const { type, id, userId, lastSequence, rules } = state;
  const body = { type, id, userId, lastSequence, rules };
  const putState: OperationInput = etag
    ? { operationType: 'Replace', id, ifMatch: etag, resourceBody: body as unknown as JSONObject }
    : create(body);
  return [putState, ...alerts.map(create), ...alerts.map(toOutboxDocument).map(create)];
}
