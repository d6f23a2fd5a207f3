import { createProgressCache } from '@headgate/alerting/create-progress-cache.ts';
import { evaluateUserActivity } from '@headgate/alerting/evaluate-user-activity.ts';
import { evaluateActivity } from '../../../../functions/src/evaluate-activity.ts';
import { createMemoryStore } from './create-memory-store.ts';
import type { EvaluationAnswer, EvaluationQuestion } from './evaluation-question.ts';
import { sampleEvent } from './sample-events.ts';
import { sampleRules } from './sample-rules.ts';

const users = 200;
/** Most events of a page, as the function is given them. */
const pageSize = 500;

/**
 * Makes the function that evaluates pages of the change feed, on a store in memory, for 200 users with ten rules each. Each
 * run goes on where the one before ended.
 */
export function createEvaluation(): (question: EvaluationQuestion) => Promise<EvaluationAnswer> {
  const store = createMemoryStore(sampleRules);
  const cache = createProgressCache();
  const dependencies = {
    evaluate: (userId: string, events: Parameters<typeof evaluateUserActivity>[2]) =>
      evaluateUserActivity({ store, cache, now: Date.now }, userId, events),
    async bury({ error }: { readonly error: unknown }) {
      throw error;
    },
  };
  const delivery = { functionName: 'evaluate-activity', attempt: 1, isLastAttempt: false };
  const numbers = new Map<string, number>();
  let turn = 0;
  const nextPage = (eventsOfUser: number) =>
    Array.from({ length: Math.min(users, pageSize / eventsOfUser) }, () => {
      const userId = `user-${turn++ % users}`;
      const first = numbers.get(userId) ?? 0;
      numbers.set(userId, first + eventsOfUser);
      return Array.from({ length: eventsOfUser }, (_, n) => sampleEvent(userId, first + n));
    });
  return async ({ eventsOfUser, events }) => {
    let cpuUs = 0;
    let groups = 0;
    const { loads, commits, alerts } = store;
    for (let done = 0; done < events; ) {
      const page = nextPage(eventsOfUser);
      const documents = page.flat();
      const before = process.cpuUsage();
      await evaluateActivity(dependencies, { ...delivery, documents });
      const { user, system } = process.cpuUsage(before);
      cpuUs += user + system;
      groups += page.length;
      done += documents.length;
    }
    return {
      eventsPerSecond: (events / cpuUs) * 1e6,
      loadsPerUserAndPage: (store.loads - loads) / groups,
      commitsPerUserAndPage: (store.commits - commits) / groups,
      alerts: store.alerts - alerts,
    };
  };
}
