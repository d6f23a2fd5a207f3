import { setTimeout as delay } from 'node:timers/promises';

/** One user's way to the gateway over HTTP. */
export interface GatewayCaller {
  readonly graphqlUrl: string;
  readonly token: string;
}

/** What a client waits before it sends the same request again. */
const retryMs = 100;
const timeoutMs = 15_000;

/**
 * Asks the gateway until it answers without an error, as a client does with what it may send twice.
 * @param isDone answers false for an answer that is an error all the same.
 */
export async function askUntilDone<Data>(
  caller: GatewayCaller,
  operation: { readonly query: string; readonly variables: object },
  isDone: (data: Data) => boolean = () => true,
): Promise<Data> {
  for (;;) {
    const data = await ask<Data>(caller, operation).catch(() => undefined);
    if (data !== undefined && isDone(data)) return data;
    await delay(retryMs);
  }
}

async function ask<Data>({ graphqlUrl, token }: GatewayCaller, operation: object): Promise<Data | undefined> {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(operation),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
  return errors ? undefined : data;
}
