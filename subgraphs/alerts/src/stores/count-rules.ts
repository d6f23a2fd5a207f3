import { setTimeout as delay } from 'node:timers/promises';
import type { Container, JSONObject, OperationInput } from '@azure/cosmos';
import { type RuleCountDocument, ruleCountId } from '@headgate/alerting/rule-count-document.ts';
import type { RuleDocument } from '@headgate/alerting/rule-document.ts';
import { isConflict, isNotFound, isPreconditionFailed } from '@headgate/cosmos/cosmos-errors.ts';
import { runBatch } from '@headgate/cosmos/run-batch.ts';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import { alertsErrors } from '../errors.ts';
import { type DocumentKey, readDocument } from './update-document.ts';

const maxAttempts = 12;
/** Those who lose against each other wait for a random part of this, and longer each time, in milliseconds. */
const retryMs = 20;

/** As `RuleStore.create`. */
export function addRule(container: Container, rule: RuleDocument, limit: number): Promise<boolean> {
  return keepTrying(async () => {
    const { count, put } = await readCount(container, rule.userId, limit);
    if (count >= limit) return false;
    const create: OperationInput = {
      operationType: 'Create',
      resourceBody: { ...rule } as unknown as JSONObject,
    };
    await runBatch(container, rule.userId, [put(count + 1), create]);
    return true;
  });
}

/** As `RuleStore.remove`. */
export function removeRule(container: Container, key: DocumentKey): Promise<boolean> {
  return keepTrying(async () => {
    // What else is in the partition has ids too, and is not to be removed by them.
    if (!(await readDocument<RuleDocument>(container, key, 'rule'))) return false;
    const { count, put } = await readCount(container, key.userId);
    const remove: OperationInput = { operationType: 'Delete', id: key.id };
    await runBatch(container, key.userId, [put(Math.max(0, count - 1)), remove]);
    return true;
  });
}

interface RuleCount {
  readonly count: number;
  /** Makes the operation that stores another count, if nobody else has since this one was read. */
  readonly put: (count: number) => OperationInput;
}

/**
 * Reads how many rules a user has. They are counted where nobody has kept count yet, and before somebody is told to
 * have too many.
 */
async function readCount(
  container: Container,
  userId: string,
  limit = Number.POSITIVE_INFINITY,
): Promise<RuleCount> {
  const found = await readDocument<RuleCountDocument>(container, { id: ruleCountId, userId }, 'rule-count');
  const isKnown = found && found.document.count < limit;
  const count = isKnown ? found.document.count : await countRules(container, userId);
  const put = (next: number): OperationInput => {
    const resourceBody = { type: 'rule-count', id: ruleCountId, userId, count: next };
    if (!found) return { operationType: 'Create', resourceBody };
    return { operationType: 'Replace', id: ruleCountId, ifMatch: found.etag, resourceBody };
  };
  return { count, put };
}

async function countRules(container: Container, userId: string): Promise<number> {
  const parts = await runQuery<number>(container, {
    query: 'SELECT VALUE COUNT(1) FROM c WHERE c.type = "rule"',
    parameters: {},
    partitionKey: userId,
  });
  return parts.reduce((sum, part) => sum + part, 0);
}

/** Runs an attempt again when others have changed the count, or removed the rule, in between. */
async function keepTrying(attempt: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 1; tries <= maxAttempts; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPreconditionFailed(error) && !isConflict(error) && !isNotFound(error)) throw error;
    }
    await delay(Math.random() * retryMs * tries);
  }
  throw alertsErrors.create('CONCURRENT_CHANGE');
}
