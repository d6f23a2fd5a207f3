import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from './create-api-client.ts';

interface BackendReference {
  readonly name: string;
  readonly weight?: number;
}

/**
 * Sends requests to the backends of an HTTPRoute by its weights, which it reads again and again, as a front of the
 * Gateway API does; `ports` are theirs by the names of their services.
 */
export function loadByWeights(options: {
  readonly api: ApiClient;
  readonly route: string;
  readonly ports: Readonly<Record<string, number>>;
}): AsyncDisposable & { readonly weights: () => Readonly<Record<string, number>> } {
  const { api, route, ports } = options;
  const stop = new AbortController();
  let weights: Record<string, number> = {};
  const follow = (async () => {
    while (!stop.signal.aborted) {
      const { body } = await api('GET', route);
      const references: readonly BackendReference[] = body.spec?.rules[0].backendRefs ?? [];
      weights = Object.fromEntries(references.map(({ name, weight = 1 }) => [name, weight]));
      await delay(100);
    }
  })();
  const credits: Record<string, number> = {};
  const load = (async () => {
    while (!stop.signal.aborted) {
      const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
      for (const [name, weight] of Object.entries(weights)) {
        credits[name] = (credits[name] ?? 0) + (10 * weight) / (total || 1);
        for (; credits[name] >= 1; credits[name] -= 1) {
          const response = await fetch(`http://127.0.0.1:${ports[name]}/graphql`);
          await response.body?.cancel();
        }
      }
      await delay(20);
    }
  })();
  return {
    weights: () => weights,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.all([follow, load]);
    },
  };
}
