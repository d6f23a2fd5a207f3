import type { Container, JSONObject, OperationInput } from '@azure/cosmos';
import { runOperation } from '@headgate/cosmos/run-operation.ts';
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
      const { result = [], code } = await runOperation(() =>
        container.items.batch(toOperations(commit), commit.state.userId),
      );
      const failure = result.find(({ statusCode }) => statusCode >= 400 && statusCode !== failedDependency);
      if (failure?.statusCode === 409 || failure?.statusCode === 412) return false;
      if (failure || (code ?? 200) >= 400) throw new BatchError(failure?.statusCode ?? code ?? 500);
      return true;
    },
  };
}

/** Status of the operations of a batch that would have succeeded, had another one not failed. */
const failedDependency = 424;

/** A transactional batch was refused; `code` is an HTTP status, as on the SDK's own errors. */
class BatchError extends Error {
  override readonly name = 'BatchError';
  readonly code: number;

  constructor(code: number) {
    super(`The transactional batch failed with status ${code}.`);
    this.code = code;
  }
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
