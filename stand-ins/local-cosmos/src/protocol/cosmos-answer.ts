/** What the server answers; `body` is JSON text. */
export interface CosmosAnswer {
  status: number;
  headers?: Record<string, string | number | undefined>;
  body?: string;
}

/** A list of resources under the name that the protocol gives it, from JSON texts. */
export function feedBody(rid: string, name: string, items: readonly string[]): string {
  return `{"_rid":${JSON.stringify(rid)},${JSON.stringify(name)}:[${items.join(',')}],"_count":${items.length}}`;
}

/** A list of resources that fits on one page. */
export function listAnswer(rid: string, name: string, resources: readonly unknown[]): CosmosAnswer {
  const texts = resources.map((resource) => JSON.stringify(resource));
  return { status: 200, headers: { 'x-ms-item-count': texts.length }, body: feedBody(rid, name, texts) };
}

/** A resource as the client will see it, with what stands for its version. */
export function resourceAnswer(
  status: number,
  resource: Record<string, unknown>,
  headers: Record<string, string> = {},
): CosmosAnswer {
  return {
    status,
    headers: { etag: resource['_etag'] as string, ...headers },
    body: JSON.stringify(resource),
  };
}
