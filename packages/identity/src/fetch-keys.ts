import { readLimitedText } from '@headgate/service/read-limited-text.ts';
import type { JSONWebKeySet } from 'jose';

const timeoutMs = 5_000;
const maxBytes = 1_000_000;

/**
 * Fetches a key set (https://datatracker.ietf.org/doc/html/rfc7517#section-5) of at most 1 MB, without redirects.
 * @throws Error that says what came instead of it
 */
export async function fetchKeys(url: string): Promise<JSONWebKeySet> {
  const response = await fetch(url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`answered with HTTP status ${response.status}`);
  }
  const set: unknown = JSON.parse(await readLimitedText(response, maxBytes));
  const keys = (set as { readonly keys?: unknown } | null)?.keys;
  // A set without a key would lock everybody out as surely as none.
  if (!Array.isArray(keys) || keys.length === 0) throw new Error('answered with no key');
  return { keys };
}
