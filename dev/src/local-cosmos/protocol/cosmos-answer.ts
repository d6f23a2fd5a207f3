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
