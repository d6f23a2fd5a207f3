import type { Container } from '@azure/cosmos';
import type { RuleDocument } from '@headgate/alerting/rule-document.ts';
import { isNotFound } from '@headgate/cosmos/cosmos-errors.ts';
import { runOperation } from '@headgate/cosmos/run-operation.ts';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import { type DocumentKey, readDocument, updateDocument } from './update-document.ts';

/** A place in a user's rules, the latest first. */
export interface RulePosition {
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly id: string;
}

export interface RuleStore {
  find(userId: string, ids: readonly string[]): Promise<readonly RuleDocument[]>;
  /** The latest first. */
  list(userId: string, after: RulePosition | null, limit: number): Promise<readonly RuleDocument[]>;
  count(userId: string): Promise<number>;
  create(rule: RuleDocument): Promise<void>;
  /** As `updateDocument`. */
  update(key: DocumentKey, change: (rule: RuleDocument) => RuleDocument): Promise<RuleDocument | undefined>;
  /** Answers false when there is no such rule. */
  remove(key: DocumentKey): Promise<boolean>;
}

/** Keeps rules in the container `alerts`. */
export function createRuleStore(container: Container): RuleStore {
  return {
    find: (userId, ids) =>
      runQuery(container, {
        query: 'SELECT * FROM c WHERE c.type = "rule" AND ARRAY_CONTAINS(@ids, c.id)',
        parameters: { '@ids': [...ids] },
        partitionKey: userId,
      }),
    list(userId, after, limit) {
      const isAfter = after && ' AND (c.createdAt < @createdAt OR (c.createdAt = @createdAt AND c.id < @id))';
      return runQuery(container, {
        query: `SELECT TOP @limit * FROM c WHERE c.type = "rule"${isAfter ?? ''} ORDER BY c.createdAt DESC, c.id DESC`,
        parameters: {
          '@limit': limit,
          ...(after && { '@createdAt': after.createdAt, '@id': after.id }),
        },
        partitionKey: userId,
      });
    },
    async count(userId) {
      const [count = 0] = await runQuery<number>(container, {
        query: 'SELECT VALUE COUNT(1) FROM c WHERE c.type = "rule"',
        parameters: {},
        partitionKey: userId,
      });
      return count;
    },
    async create(rule) {
      await runOperation((abortSignal) => container.items.create(rule, { abortSignal }));
    },
    update: (key, change) => updateDocument(container, key, { type: 'rule', change }),
    async remove(key) {
      // What else is in the partition has ids too, and is not to be removed by them.
      if (!(await readDocument<RuleDocument>(container, key, 'rule'))) return false;
      try {
        await runOperation((abortSignal) => container.item(key.id, key.userId).delete({ abortSignal }));
        return true;
      } catch (error) {
        if (isNotFound(error)) return false;
        throw error;
      }
    },
  };
}
