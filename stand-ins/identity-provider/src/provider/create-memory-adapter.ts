import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresAtMs: number;
}

export interface MemoryAdapterOptions {
  /** What is registered of a client; undefined for one that nobody knows. */
  readonly findApp: (id: string) => AdapterPayload | undefined;
  readonly now: () => number;
}

/** More than these are not kept: the oldest go first. */
const maxEntries = 10_000;

/**
 * Keeps what a provider has to remember for as long as the process lives
 * (https://github.com/panva/node-oidc-provider/blob/main/example/my_adapter.js). Apps may come later than the provider does.
 */
export function createMemoryAdapter({ findApp, now }: MemoryAdapterOptions): (model: string) => Adapter {
  const entries = new Map<string, Entry>();
  const find = (key: string) => {
    const entry = entries.get(key);
    if (entry && entry.expiresAtMs <= now()) entries.delete(key);
    return entries.get(key)?.payload;
  };
  return (model) => {
    const keyOf = (id: string) => `${model}:${id}`;
    const findBy = (field: 'uid' | 'userCode', value: string) =>
      entries.values().find(({ payload }) => payload.kind === model && payload[field] === value)?.payload;
    return {
      async upsert(id, payload, expiresInSeconds) {
        const key = keyOf(id);
        entries.delete(key);
        entries.set(key, { payload, expiresAtMs: now() + (expiresInSeconds ?? Infinity) * 1000 });
        const [oldest] = entries.keys();
        if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
      },
      find: async (id) => (model === 'Client' ? findApp(id) : find(keyOf(id))),
      findByUid: async (uid) => findBy('uid', uid),
      findByUserCode: async (code) => findBy('userCode', code),
      async consume(id) {
        const payload = find(keyOf(id));
        if (payload) payload['consumed'] = Math.floor(now() / 1000);
      },
      async destroy(id) {
        entries.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
      },
    };
  };
}
