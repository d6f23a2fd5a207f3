import { setTimeout as delay } from 'node:timers/promises';

/** One user's way to the gateway over HTTP. */
export interface GatewayCaller {
  readonly graphqlUrl: string;
  readonly token: string;
}

interface Operation {
  readonly query: string;
  readonly variables: object;
}

/** What a client waits before it sends the same request again. */
const retryMs = 100;
/** How long a client waits for what it may send again, in milliseconds. */
const patienceMs = 15_000;

/**
 * Asks the gateway once.
 * @throws Error with what it answers instead of data.
 */
export async function askGateway<Data>(
  { graphqlUrl, token }: GatewayCaller,
  operation: Operation,
  signal?: AbortSignal,
): Promise<Data> {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(operation),
    ...(signal && { signal }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
  if (!data || errors) throw new Error(`The gateway answers ${JSON.stringify(errors)}.`);
  return data;
}

/**
 * Asks the gateway until it answers without an error, as a client does with what it may send twice.
 * @param isDone answers false for an answer that is an error all the same.
 */
export async function askUntilDone<Data>(
  caller: GatewayCaller,
  operation: Operation,
  isDone: (data: Data) => boolean = () => true,
): Promise<Data> {
  for (;;) {
    const signal = AbortSignal.timeout(patienceMs);
    const data = await askGateway<Data>(caller, operation, signal).catch(() => undefined);
    if (data !== undefined && isDone(data)) return data;
    await delay(retryMs);
  }
}
