import { z } from 'zod';
import { checkShape } from '../check-shape.ts';
import { badRequest, CosmosError } from '../cosmos-error.ts';
import { parseCondition } from '../query/parse-condition.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import type { DocumentRecord } from '../storage/document-records.ts';
import { applyPatchOperation } from './apply-patch-operation.ts';

const maxOperations = 10;
const operationSchema = z.object({
  op: z.enum(['add', 'set', 'replace', 'remove', 'incr', 'move']),
  path: z.string(),
  from: z.string().optional(),
  value: z.unknown().optional(),
});
/** The operations, and what the document has to fulfil for them to be applied. */
const patchSchema = z.object({
  operations: z.array(operationSchema).min(1),
  condition: z.string().optional(),
});
const systemProperties = new Set(['id', '_rid', '_self', '_etag', '_attachments', '_ts']);

/**
 * The content of `document` after a patch; all of its operations, or none.
 *
 * @param request the body of the request: operations, alone or with a condition
 * @throws BadRequest naming the operation that cannot be applied; PreconditionFailed where the condition does not hold
 * @see https://learn.microsoft.com/azure/cosmos-db/partial-document-update
 */
export function patchDocument(
  container: ContainerRecord,
  document: DocumentRecord,
  { request, now }: { request: unknown; now: () => number },
): Record<string, unknown> {
  const { operations, condition } = checkShape(
    patchSchema,
    Array.isArray(request) ? { operations: request } : request,
  );
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
