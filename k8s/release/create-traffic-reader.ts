import { z } from 'zod';
import type { ReadTraffic } from './traffic.ts';

export interface TrafficReaderOptions {
  /** Base address of Prometheus, or of an Azure Monitor workspace's query endpoint. */
  readonly url: string;
  /** A token for it; undefined where nobody is asked for one. */
  readonly getToken?: (() => Promise<string>) | undefined;
  /** Over how much time requests are counted, in seconds. */
  readonly windowSeconds: number;
}

const answer = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })),
  }),
});

/** Reads traffic by [Prometheus' HTTP API](https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries). */
export function createTrafficReader({ url, getToken, windowSeconds }: TrafficReaderOptions): ReadTraffic {
  const window = `[${windowSeconds}s]`;

  async function query(text: string): Promise<number | undefined> {
    const token = await getToken?.();
    const response = await fetch(`${url.replace(/\/+$/, '')}/api/v1/query`, {
      method: 'POST',
      body: new URLSearchParams({ query: text }),
      headers: token ? { authorization: `Bearer ${token}` } : {},
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) throw new Error(`Prometheus answers ${response.status} to ${text}`);
    const value = Number(answer.parse(await response.json()).data.result[0]?.value[1]);
    return Number.isFinite(value) ? value : undefined;
  }

  return async (variant) => {
    const of = `namespace="headgate",app_kubernetes_io_name="${variant}"`;
    const name = 'headgate_request_duration_seconds';
    const operationsName = 'headgate_operations_total';
    const [requests = 0, errors = 0, operations = 0, failedOperations = 0, p95Seconds] = await Promise.all([
      query(`sum(increase(${name}_count{${of}}${window}))`),
      query(`sum(increase(${name}_count{${of},status=~"5.."}${window}))`),
      query(`sum(increase(${operationsName}{${of}}${window}))`),
      query(`sum(increase(${operationsName}{${of},result="failed"}${window}))`),
      query(`histogram_quantile(0.95, sum by (le) (rate(${name}_bucket{${of}}${window})))`),
    ]);
    return { requests, errors, operations, failedOperations, p95Seconds };
  };
}
