import { z } from 'zod';
import { checkShape } from '../check-shape.ts';
import { badRequest, CosmosError, tooLarge } from '../cosmos-error.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import type { Store } from '../storage/open-store.ts';
import { parsePartitionKey } from '../storage/partition-key.ts';
import { applyOperation, type DocumentOperation, type OperationResult } from './apply-operation.ts';

/** One operation of a batch as the SDK sends it. */
const lineSchema = z.object({
  operationType: z.enum(['Create', 'Upsert', 'Replace', 'Patch', 'Read', 'Delete']),
  id: z.string().optional(),
  partitionKey: z.string().optional(),
  resourceBody: z.unknown().optional(),
  ifMatch: z.string().optional(),
  ifNoneMatch: z.string().optional(),
});

type BatchLine = z.infer<typeof lineSchema>;

export interface BatchRequest {
  lines: unknown;
  bytes: number;
  /** The one partition of a transactional batch; each operation of a bulk request names its own. */
  partition: string | undefined;
  isAtomic: boolean;
  /** Leave the documents out of the answer. */
  isMinimal: boolean;
}

export interface BatchResult {
  status: 200 | 207;
  /** The results in the order of the operations, as JSON text. */
  body: string;
  charge: number;
}

type Outcome = OperationResult | CosmosError;

const maxOperations = 100;
const maxBytes = 2 * 1024 * 1024;

/**
 * Runs the operations of a transactional batch (all or none: 207 with 424 for those that did not fail themselves) or of
 * a bulk request (each for itself).
 *
 * @throws BadRequest for over 100 operations, RequestEntityTooLarge for over 2 MB
 * @see https://learn.microsoft.com/azure/cosmos-db/transactional-batch
 */
export function runBatch(store: Store, container: ContainerRecord, request: BatchRequest): BatchResult {
  const { lines } = request;
  if (!Array.isArray(lines) || lines.length === 0) throw badRequest('Batch request has no operations.');
  if (lines.length > maxOperations)
    throw badRequest(
      `Batch request has more operations than what is supported. Operations: ${lines.length}, most: ${maxOperations}.`,
    );
  if (request.isAtomic && request.bytes > maxBytes) throw tooLarge();
  const operations = checkShape(z.array(lineSchema), lines).map((line) =>
    toOperation(container, line, request.partition),
  );
  const outcomes = request.isAtomic
    ? runAtomic(store, container, operations)
    : store.sqlite.transaction(() => operations.map((operation) => attempt(store, container, operation)));
  const charge = outcomes.reduce((sum, outcome) => sum + chargeOf(outcome), 0);
  return {
    status: outcomes.some((outcome) => outcome instanceof CosmosError) ? 207 : 200,
    body: `[${outcomes.map((outcome) => toJson(outcome, request.isMinimal)).join(',')}]`,
    charge: Math.round(charge * 100) / 100,
  };
}

function toOperation(
  container: ContainerRecord,
  line: BatchLine,
  batchPartition: string | undefined,
): DocumentOperation {
  const levels = container.definition.partitionKey.paths.length;
  const own = line.partitionKey === undefined ? undefined : parsePartitionKey(line.partitionKey, levels).key;
  if (batchPartition !== undefined && own !== undefined && own !== batchPartition)
    throw badRequest('The partition key of an operation does not match that of its batch.', 1001);
  return {
    type: line.operationType,
    id: line.id,
    partition: batchPartition ?? own,
    body: line.resourceBody,
    ifMatch: line.ifMatch,
    ifNoneMatch: line.ifNoneMatch,
  };
}

function attempt(store: Store, container: ContainerRecord, operation: DocumentOperation): Outcome {
  try {
    return applyOperation(store, container, operation);
  } catch (error) {
    if (error instanceof CosmosError) return error;
    throw error;
  }
}

class Abandoned extends Error {}

function runAtomic(store: Store, container: ContainerRecord, operations: DocumentOperation[]): Outcome[] {
  const outcomes: Outcome[] = [];
  try {
    store.sqlite.transaction(() => {
      for (const operation of operations) {
        const outcome = attempt(store, container, operation);
        outcomes.push(outcome);
        if (outcome instanceof CosmosError) throw new Abandoned();
      }
    });
    return outcomes;
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error;
    const failed = outcomes.length - 1;
    return operations.map((_, index) =>
      index === failed
        ? (outcomes[failed] as Outcome)
        : new CosmosError(424, 'Another operation of the batch failed.'),
    );
  }
}

function chargeOf(outcome: Outcome): number {
  return outcome instanceof CosmosError ? 1 : outcome.charge;
}

function toJson(outcome: Outcome, isMinimal: boolean): string {
  if (outcome instanceof CosmosError) {
    const result = {
      statusCode: outcome.status,
      subStatusCode: outcome.substatus,
      requestCharge: 1,
      message: outcome.message,
    };
    return JSON.stringify(result);
  }
  const { status, etag, charge, body } = outcome;
  const head = JSON.stringify({ statusCode: status, requestCharge: charge, eTag: etag });
  return body === undefined || isMinimal ? head : `${head.slice(0, -1)},"resourceBody":${body}}`;
}
