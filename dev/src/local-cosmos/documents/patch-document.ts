import { badRequest, CosmosError } from '../cosmos-error.ts';
import { parseCondition } from '../query/parse-condition.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import type { DocumentRecord } from '../storage/document-records.ts';
import { applyPatchOperation, type PatchOperation } from './apply-patch-operation.ts';

/** The body of a patch request: operations, and what the document has to fulfil for them to be applied. */
export type PatchRequest = PatchOperation[] | { operations: PatchOperation[]; condition?: string };

const maxOperations = 10;
const systemProperties = new Set(['id', '_rid', '_self', '_etag', '_attachments', '_ts']);

/**
 * The content of `document` after a patch; all of its operations, or none.
 *
 * @throws BadRequest naming the operation that cannot be applied; PreconditionFailed where the condition does not hold
 * @see https://learn.microsoft.com/azure/cosmos-db/partial-document-update
 */
export function patchDocument(
  container: ContainerRecord,
  document: DocumentRecord,
  { request, now }: { request: PatchRequest; now: () => number },
): Record<string, unknown> {
  const { operations, condition } = Array.isArray(request) ? { operations: request } : (request ?? {});
  if (!Array.isArray(operations) || operations.length === 0)
    throw badRequest('The patch request has no operations.');
  if (operations.length > maxOperations)
    throw badRequest(`The number of patch operations can't exceed '${maxOperations}'.`);
  const content = JSON.parse(document.body) as Record<string, unknown>;
  if (condition !== undefined && !parseCondition(condition, now)(content))
    throw new CosmosError(412, 'One of the specified pre-condition is not met', { substatus: 1110 });
  for (const [index, operation] of operations.entries()) {
    const fail = (reason: string) => badRequest(`For Operation(${index + 1}): ${reason}`);
    for (const path of [operation.path, operation.from]) {
      if (path === undefined) continue;
      const isFixed =
        systemProperties.has(path.split('/')[1] ?? '') ||
        container.definition.partitionKey.paths.some((key) => key === path || key.startsWith(`${path}/`));
      if (isFixed) throw fail(`Cannot patch the system property or partition key at path '${path}'.`);
    }
    applyPatchOperation(content, operation, fail);
  }
  return content;
}
