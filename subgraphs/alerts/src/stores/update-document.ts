import type { Container } from '@azure/cosmos';
import { isNotFound, isPreconditionFailed } from '@headgate/cosmos/cosmos-errors.ts';
import { runOperation } from '@headgate/cosmos/run-operation.ts';
import { alertsErrors } from '../errors.ts';

/** A document that an answer or an update goes to, by its place in the container `alerts`. */
export interface DocumentKey {
  readonly id: string;
  readonly userId: string;
}

const maxAttempts = 10;

/** Ids that are given here. With other ones, such as those with a slash, the SDK does not even ask. */
const documentId = /^[\w:-]{1,100}$/;

/** Reads one document with its ETag; undefined when there is none of that type. */
export async function readDocument<Document extends { readonly type: string }>(
  container: Container,
  { id, userId }: DocumentKey,
  type: Document['type'],
): Promise<{ document: Document; etag: string } | undefined> {
  if (!documentId.test(id)) return undefined;
  const { resource, etag } = await runOperation((abortSignal) =>
    container.item(id, userId).read<Document>({ abortSignal }),
  );
  return resource?.type === type ? { document: resource, etag } : undefined;
}

/**
 * Changes a document on condition that nobody else has in between; else it is read and changed again.
 * @param change answers the document as it is to be, or the same object for no change.
 * @returns the document as it is now; undefined when there is none of that type.
 * @throws CONCURRENT_CHANGE when others kept changing it.
 */
export async function updateDocument<Document extends { readonly type: string }>(
  container: Container,
  key: DocumentKey,
  options: { readonly type: Document['type']; readonly change: (document: Document) => Document },
): Promise<Document | undefined> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const found = await readDocument<Document>(container, key, options.type);
    if (!found) return undefined;
    const changed = options.change(found.document);
    if (changed === found.document) return changed;
    try {
      const accessCondition = { type: 'IfMatch', condition: found.etag };
      await runOperation((abortSignal) =>
        container.item(key.id, key.userId).replace(changed, { accessCondition, abortSignal }),
      );
      return changed;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      if (!isPreconditionFailed(error)) throw error;
    }
  }
  throw alertsErrors.create('CONCURRENT_CHANGE');
}
