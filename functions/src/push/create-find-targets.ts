import { z } from 'zod';
import type { PushServices } from './push-services.ts';

export interface AccountsOptions {
  /** GraphQL of the accounts subgraph itself: clients of the gateway do not see this field. */
  readonly url: string;
  /** An access token with the role `notifier`. */
  readonly getToken: () => Promise<string>;
}

const timeoutMs = 5_000;

const query = `query NotificationTargets($userIds: [ID!]!) {
  notificationTargets(userIds: $userIds) {
    userId timeZone hasDevices
    preferences { pushEnabled minSeverity quietHours { start end policy } }
  }
}`;

const severity = z.enum(['INFO', 'WARNING', 'CRITICAL']);
const quietHours = z.object({ start: z.string(), end: z.string(), policy: z.enum(['HOLD', 'DROP']) });
const target = z.object({
  userId: z.string(),
  timeZone: z.string(),
  hasDevices: z.boolean(),
  preferences: z.object({
    pushEnabled: z.boolean(),
    minSeverity: severity,
    quietHours: quietHours.nullable(),
  }),
});
const answerSchema = z.object({ data: z.object({ notificationTargets: z.array(target) }) });

/** Asks accounts how users want to be told of alerts; one request for all of them. */
export function createFindTargets({ url, getToken }: AccountsOptions): PushServices['findTargets'] {
  return async (userIds) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await getToken()}` },
      body: JSON.stringify({ query, variables: { userIds } }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const answer = answerSchema.safeParse(response.ok ? JSON.parse(text) : undefined);
    if (!answer.success) throw new Error(`status ${response.status}: ${text.slice(0, 200)}`);
    return new Map(answer.data.data.notificationTargets.map((each) => [each.userId, each]));
  };
}
