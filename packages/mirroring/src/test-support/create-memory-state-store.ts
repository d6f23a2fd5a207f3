import { initialMirrorState, type MirrorState, type MirrorStateStore } from '../mirror-state.ts';

/** States in memory, with versions as a database has them. */
export function createMemoryStateStore(): MirrorStateStore {
  const states = new Map<string, { state: MirrorState; version: string }>();
  let changes = 0;
  return {
    async load(table) {
      return states.get(table) ?? { state: initialMirrorState(table), version: null };
    },
    async save(state, version) {
      if ((states.get(state.table)?.version ?? null) !== version) return null;
      changes += 1;
      states.set(state.table, { state, version: `${changes}` });
      return `${changes}`;
    },
  };
}
