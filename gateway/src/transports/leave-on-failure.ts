import type { Subscriber } from './operation-context.ts';

/** Waits for Apollo Server; when a plugin makes it fail, leaves the subscription that had been prepared. */
export async function leaveOnFailure<Answer>(
  subscriber: Subscriber,
  answer: Promise<Answer>,
): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    subscriber.subscription?.[Symbol.dispose]();
    throw error;
  }
}
