/** What a request to Cosmos DB does, as far as its cost goes. */
export interface CosmosRequest {
  /** Id of the container; empty for the account and its databases. */
  readonly container: string;
  readonly operation: CosmosOperation;
}

export type CosmosOperation =
  | 'batch'
  | 'change-feed'
  | 'create'
  | 'delete'
  | 'metadata'
  | 'patch'
  | 'query'
  | 'query-plan'
  | 'read'
  | 'replace'
  | 'upsert';

export interface RequestLine {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | undefined };
}

/** Tells container and operation from a request as it goes out: https://learn.microsoft.com/rest/api/cosmos-db/ */
export function describeRequest(request: RequestLine): CosmosRequest {
  const segments = new URL(request.url).pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const [, , , container = '', resource] = segments;
  if (resource !== 'docs') return { container, operation: 'metadata' };
  return { container, operation: describeDocumentOperation(request) };
}

function describeDocumentOperation({ method, headers }: RequestLine): CosmosOperation {
  if (headers.get('x-ms-cosmos-is-query-plan-request')) return 'query-plan';
  if (headers.get('x-ms-cosmos-is-batch-request')) return 'batch';
  if (headers.get('x-ms-documentdb-isquery')) return 'query';
  if (headers.get('a-im')) return 'change-feed';
  if (headers.get('x-ms-documentdb-is-upsert')) return 'upsert';
  return operationOfMethod[method] ?? 'read';
}

const operationOfMethod: Readonly<Record<string, CosmosOperation>> = {
  GET: 'read',
  POST: 'create',
  PUT: 'replace',
  PATCH: 'patch',
  DELETE: 'delete',
};
