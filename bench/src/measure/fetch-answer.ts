import type { RunningContender } from '../contenders/start-contender.ts';

export interface Answer {
  readonly content: unknown;
  readonly bytes: number;
}

/**
 * Asks a contender once.
 * @throws Error when its answer has another status than 200, or errors
 */
export async function fetchAnswer({ contender, url }: RunningContender, body: string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: 'Bearer first',
    },
    body,
  });
  const text = await response.text();
  const content = JSON.parse(text);
  if (!response.ok || content.errors || !content.data) {
    throw new Error(`${contender.title} answers with status ${response.status}: ${text.slice(0, 500)}`);
  }
  return { content, bytes: Buffer.byteLength(text) };
}
