import type { Container } from '@azure/cosmos';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import type { Backlog, PipelineBacklog } from '@headgate/telemetry/alerting/observe-pipeline.ts';

export interface BacklogContainers {
  readonly alerts: Container;
  readonly deadLetters: Container;
}

/** Measures what waits in the outbox, to be pushed, and among the dead letters. */
export async function measureBacklog({ alerts, deadLetters }: BacklogContainers): Promise<PipelineBacklog> {
  const [outbox, held, dead] = await Promise.all([
    measure(alerts, "FROM c WHERE c.type = 'outbox' AND c.sentAt = null"),
    measure(alerts, "FROM c WHERE c.type = 'outbox' AND c.push.phase = 'held'"),
    measure(deadLetters, 'FROM c'),
  ]);
  return { outbox, held, deadLetters: dead };
}

/** Two queries, since aggregates over partitions come one at a time. */
async function measure(container: Container, from: string): Promise<Backlog> {
  const [[count = 0], [oldest]] = await Promise.all([
    ask(container, `SELECT VALUE COUNT(1) ${from}`),
    ask(container, `SELECT VALUE MIN(c._ts) ${from}`),
  ]);
  return { count, oldestMs: typeof oldest === 'number' ? oldest * 1000 : null };
}

const ask = (container: Container, query: string) =>
  runQuery<number>(container, { query, parameters: {}, partitionKey: 'all' });
