import type { TestGateway } from '../start-test-gateway.ts';

export const sharedKey = 'the key that services share';

/** Asks a gateway, which was started with the shared key, to invalidate what the body names. */
export async function invalidate(
  gateway: Pick<TestGateway, 'url'>,
  body: unknown,
  authorization = sharedKey,
) {
  const response = await fetch(new URL('/invalidation', gateway.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as { count?: number } };
}
