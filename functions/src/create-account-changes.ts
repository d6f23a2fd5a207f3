import type { FeedPage } from '@headgate/mirroring/mirror-feed.ts';
import { z } from 'zod';
import type { AccountsOptions } from './push/create-find-targets.ts';

/** Reads what has changed of users or places, as accounts tells of it. */
export type ReadAccountChanges = (of: 'USERS' | 'PLACES', after: string | null) => Promise<FeedPage>;

const timeoutMs = 10_000;
const query = `query AccountChanges($of: AccountTable!, $after: String) {
  accountChanges(of: $of, after: $after) { changes { id row } continuation }
}`;
const answerSchema = z.object({
  data: z.object({
    accountChanges: z.object({
      changes: z.array(z.object({ id: z.string(), row: z.string().nullable() })),
      continuation: z.string().nullable(),
    }),
  }),
});

/** Asks accounts for changes. @throws Error with what it answers instead of them */
export function createReadAccountChanges({ url, getToken }: AccountsOptions): ReadAccountChanges {
  return async (of, after) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await getToken()}` },
      body: JSON.stringify({ query, variables: { of, after } }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const answer = answerSchema.safeParse(response.ok ? JSON.parse(text) : undefined);
    if (!answer.success) throw new Error(`status ${response.status}: ${text.slice(0, 200)}`);
    const { changes, continuation } = answer.data.data.accountChanges;
    return {
      documents: changes.map(({ id, row }) => ({ id, row: row === null ? null : JSON.parse(row) })),
      continuation: continuation ?? '',
    };
  };
}
