import { isRecord } from '@headgate/service/is-record.ts';
import type { OperationMembers } from '../../caching/answers/identify-operation.ts';
import { gatewayErrors } from '../../errors.ts';

/** The members of a GraphQL request, each of the type that it is to have. */
export interface RequestedOperation extends OperationMembers {
  readonly query: string | undefined;
  /** The id of a persisted document (https://github.com/graphql/graphql-over-http/pull/264). */
  readonly documentId: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

/** What clients call the id of a persisted document: by the specification, as Relay's documentation has it, as Meta does. */
const idNames = ['documentId', 'id', 'doc_id'] as const;

/**
 * Reads the members of a GraphQL request, whatever carried it. Nothing is passed on that is not understood here: what
 * decides whether an operation may run has to see the very operation that runs. An empty `operationName` is none.
 * @throws ServiceError `BAD_REQUEST`, which names the member and says what was expected
 */
export function readMembers(value: unknown): RequestedOperation {
  if (!isRecord(value)) throw bad('The request is not an object with a "query".');
  return {
    query: readText(value, 'query'),
    documentId: readId(value),
    operationName: readText(value, 'operationName') || undefined,
    variables: readRecord(value, 'variables'),
    extensions: checkExtensions(readRecord(value, 'extensions')),
  };
}

function readId(members: Readonly<Record<string, unknown>>): string | undefined {
  let id: string | undefined;
  for (const name of idNames) {
    const one = readText(members, name);
    if (one === undefined) continue;
    if (id !== undefined && one !== id) throw bad(`Of ${idNames.join(', ')} send one: they differ.`);
    id = one;
  }
  return id;
}

function checkExtensions(extensions: RequestedOperation['extensions']): RequestedOperation['extensions'] {
  const persistedQuery = extensions?.['persistedQuery'];
  if (persistedQuery === undefined || persistedQuery === null) return extensions;
  const hash = isRecord(persistedQuery) ? persistedQuery['sha256Hash'] : undefined;
  if (typeof hash !== 'string') {
    throw bad('Of "extensions.persistedQuery", expected an object with a "sha256Hash", a string.');
  }
  return extensions;
}

function readText(members: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = members[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw bad(`Of "${name}", expected a string.`);
  return value;
}

function readRecord(
  members: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> | undefined {
  const value = members[name];
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw bad(`Of "${name}", expected an object.`);
  return value;
}

function bad(message: string) {
  return gatewayErrors.create('BAD_REQUEST', { message });
}
