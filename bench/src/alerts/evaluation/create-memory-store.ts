import type { EvaluationStore } from '@headgate/alerting/evaluation-store.ts';
import type { RuleDocument } from '@headgate/alerting/rule-document.ts';
import { createUserState, type UserStateDocument } from '@headgate/alerting/user-state-document.ts';

/** A store that keeps the latest state of each user, and counts. */
export interface MemoryStore extends EvaluationStore {
  readonly loads: number;
  readonly commits: number;
  readonly alerts: number;
}

/** States change with every commit, and each takes new events into account. */
const etagOf = (state: UserStateDocument | undefined) => String(state?.received ?? 0);

/** Makes a store in memory that costs next to nothing, so that evaluation alone is measured. */
export function createMemoryStore(rulesOf: (userId: string) => readonly RuleDocument[]): MemoryStore {
  const states = new Map<string, UserStateDocument>();
  const rules = new Map<string, readonly RuleDocument[]>();
  let loads = 0;
  let commits = 0;
  let alerts = 0;
  return {
    get loads() {
      return loads;
    },
    get commits() {
      return commits;
    },
    get alerts() {
      return alerts;
    },
    listDue: async () => [],
    async load(userId) {
      loads += 1;
      const known = rules.get(userId) ?? rulesOf(userId);
      rules.set(userId, known);
      const state = states.get(userId);
      return {
        rules: known,
        coefficients: null,
        state: state ?? createUserState(userId),
        etag: etagOf(state),
      };
    },
    async commit(commit) {
      commits += 1;
      alerts += commit.alerts.length;
      states.set(commit.state.userId, commit.state);
      return etagOf(commit.state);
    },
  };
}
