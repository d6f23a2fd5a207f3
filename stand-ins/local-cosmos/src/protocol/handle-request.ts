import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest, CosmosError } from '../cosmos-error.ts';
import type { CosmosAnswer } from './cosmos-answer.ts';

/**
 * Writes the answer of a request, or the error that it ends in; one that is not foreseen is given to `onError` and
 * answered with 500.
 */
export async function handleRequest(
  response: ServerResponse<IncomingMessage>,
  answer: () => Promise<CosmosAnswer>,
  onError: (error: unknown) => void,
): Promise<void> {
  const activityId = randomUUID();
  let result: CosmosAnswer;
  try {
    result = await answer();
  } catch (error) {
    // The client has gone, and there is no one to tell.
    if (response.destroyed) return;
    const known = toCosmosError(error);
    if (known.status === 500) onError(error);
    result = {
      status: known.status,
      headers: { 'x-ms-substatus': known.substatus, 'x-ms-request-charge': 1, ...known.headers },
      body: JSON.stringify(known.body(activityId)),
    };
  }
  const headers: Record<string, string | number | undefined> = {
    'content-type': 'application/json',
    'x-ms-activity-id': activityId,
    'x-ms-request-charge': 1,
    'x-ms-serviceversion': 'version=2.14.0.0',
    'x-ms-gatewayversion': 'version=2.14.0',
    ...result.headers,
  };
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, value);
  }
  response.statusCode = result.status;
  response.end(result.status === 204 || result.status === 304 ? undefined : (result.body ?? ''));
}

function toCosmosError(error: unknown): CosmosError {
  if (error instanceof CosmosError) return error;
  // Reading, compiling and evaluating all follow the nesting of what they are given.
  if (error instanceof RangeError && /call stack/.test(error.message))
    return badRequest('The request is too deeply nested.');
  return new CosmosError(500, 'An unknown error occurred.');
}
