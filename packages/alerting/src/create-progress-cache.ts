import { LRUCache } from 'lru-cache';
import type { EvaluationProgress } from './evaluation-progress.ts';

/** Remembers, within a process, how far the evaluations of users were. What it has forgotten costs time, and nothing else. */
export interface ProgressCache {
  /** What belongs to that version of the user's state. */
  get(userId: string, etag: string | null): EvaluationProgress | undefined;
  set(userId: string, etag: string, progress: EvaluationProgress): void;
}

/** Makes a cache of the users who were evaluated last: some 10 KB each. */
export function createProgressCache(maxUsers = 5_000): ProgressCache {
  const users = new LRUCache<string, { readonly etag: string; readonly progress: EvaluationProgress }>({
    max: maxUsers,
  });
  return {
    get(userId, etag) {
      const known = users.get(userId);
      return known?.etag === etag ? known.progress : undefined;
    },
    set(userId, etag, progress) {
      users.set(userId, { etag, progress });
    },
  };
}
