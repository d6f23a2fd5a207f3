import type { Container } from '@azure/cosmos';
import type { RuleDocument } from '@headgate/alerting/rule-document.ts';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import { addRule, removeRule } from './count-rules.ts';
import { type DocumentKey, updateDocument } from './update-document.ts';

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
  /**
   * Adds a rule, unless the user has `limit` of them then, whoever adds at the same time; answers whether it did.
   * @throws CONCURRENT_CHANGE
   */
  create(rule: RuleDocument, limit: number): Promise<boolean>;
  /** As `updateDocument`. */
  update(key: DocumentKey, change: (rule: RuleDocument) => RuleDocument): Promise<RuleDocument | undefined>;
  /**
   * Answers false when there is no such rule.
   * @throws CONCURRENT_CHANGE
   */
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
    create: (rule, limit) => addRule(container, rule, limit),
    update: (key, change) => updateDocument(container, key, { type: 'rule', change }),
    remove: (key) => removeRule(container, key),
  };
}
