import { z } from 'zod';
import type { AccountsOptions } from '../push/create-find-targets.ts';

/** Who is to be erased, as accounts keeps it. */
export interface Erasures {
  list(): Promise<readonly string[]>;
  complete(userId: string): Promise<void>;
}

const timeoutMs = 5_000;
const answerSchema = z.object({
  data: z.object({
    pendingErasures: z.array(z.string()).optional(),
    completeErasure: z.boolean().optional(),
  }),
});

/** Asks accounts who is to be erased, and tells it who is. */
export function createErasures({ url, getToken }: AccountsOptions): Erasures {
  async function ask(query: string, variables: object) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await getToken()}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const answer = answerSchema.safeParse(response.ok ? JSON.parse(text) : undefined);
    if (!answer.success) throw new Error(`status ${response.status}: ${text.slice(0, 200)}`);
    return answer.data.data;
  }
  return {
    list: async () => (await ask('query PendingErasures { pendingErasures }', {})).pendingErasures ?? [],
    async complete(userId) {
      await ask('mutation CompleteErasure($userId: ID!) { completeErasure(userId: $userId) }', { userId });
    },
  };
}
