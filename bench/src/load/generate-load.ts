import { Pool } from 'undici';
import type { LoadOrder, LoadResult } from './load-order.ts';

/** Sends requests over a number of connections, the next one on each as soon as the last is answered in full. */
export async function generateLoad(order: LoadOrder, nextId: () => number): Promise<LoadResult> {
  const { origin, pathname } = new URL(order.url);
  const { search } = order;
  const request =
    search === undefined
      ? { method: 'POST', path: pathname, body: order.body }
      : { method: 'GET', path: pathname + search };
  const type = search === undefined ? 'content-type' : 'apollo-require-preflight';
  // Patient: a gateway that takes long for an answer is measured, not given up.
  const pool = new Pool(origin, {
    connections: order.connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const latenciesMs: number[] = [];
  let failures = 0;
  const startedMs = performance.now();

  /** Says whether the answer was the expected one; a connection that breaks gives none. */
  async function ask(): Promise<boolean> {
    try {
      const { statusCode, body } = await pool.request({
        ...request,
        headers: {
          [type]: 'application/json',
          accept: 'application/json',
          authorization: `Bearer ${order.uniqueAuthorization ? nextId() : 'same'}`,
        },
      });
      const { byteLength } = await body.arrayBuffer();
      return statusCode === 200 && byteLength === order.answerBytes;
    } catch {
      return false;
    }
  }

  async function keepAsking(): Promise<void> {
    let sentMs = performance.now();
    do {
      if (!(await ask())) failures += 1;
      const answeredMs = performance.now();
      latenciesMs.push(answeredMs - sentMs);
      sentMs = answeredMs;
    } while (sentMs - startedMs < order.durationMs);
  }

  await Promise.all(Array.from({ length: order.connections }, keepAsking));
  const elapsedMs = performance.now() - startedMs;
  await pool.close();
  latenciesMs.sort((a, b) => a - b);
  const percentile = (share: number) => latenciesMs[Math.ceil(share * latenciesMs.length) - 1] ?? 0;
  return {
    requests: latenciesMs.length,
    failures,
    elapsedMs,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  };
}
