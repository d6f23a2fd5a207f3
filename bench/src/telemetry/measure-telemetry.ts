import { checkAnswers } from '../compare/compare-contenders.ts';
import { scenarios } from '../compare/scenarios.ts';
import type { Contender } from '../contenders/contender.ts';
import { measureByTurns } from '../measure/measure-by-turns.ts';
import type { Measurement } from '../measure/measure-load.ts';
import { startTestbed } from '../testbed/start-testbed.ts';
import { startSink } from './start-sink.ts';
import { createTelemetryContenders } from './telemetry-contenders.ts';

export interface TelemetryOptions {
  readonly rounds: number;
  readonly durationMs: number;
  readonly onProgress: (text: string) => void;
}

export interface TelemetryResults {
  readonly contenders: readonly Contender[];
  /** By the contender's name, in the order of the rounds. */
  readonly rounds: ReadonlyMap<string, readonly Measurement[]>;
  /** How long it took each until it answered, in milliseconds, by its name: one after the other. */
  readonly startMs: ReadonlyMap<string, number>;
  /** Bytes of traces that all of them sent. */
  readonly traceBytes: number;
}

const connections = 50;

/**
 * Measures the public benchmark's operation, with a unique authorization each, by a gateway that tells nobody anything and by those
 * that tell a collector, by turns.
 * @throws Error when no trace was sent
 */
export async function measureTelemetry(options: TelemetryOptions): Promise<TelemetryResults> {
  await using sink = await startSink();
  const contenders = createTelemetryContenders(sink.url);
  const startMs = new Map<string, number>();
  for (const contender of contenders) {
    options.onProgress(`starting ${contender.name}`);
    const startedMs = performance.now();
    await using _ = await startTestbed({ contenders: [contender], subgraphs: 'public' });
    startMs.set(contender.name, performance.now() - startedMs);
  }
  await using testbed = await startTestbed({ contenders, subgraphs: 'public' });
  const body = JSON.stringify({ query: scenarios[0]?.operation });
  const answerBytes = await checkAnswers(testbed, body);
  const order = { body, connections, uniqueAuthorization: true };
  const rounds = await measureByTurns(testbed, { ...options, name: 'telemetry', order, answerBytes });
  const traceBytes = sink.bytes.get('/v1/traces') ?? 0;
  if (traceBytes === 0) throw new Error('No trace was sent.');
  return { contenders, rounds, startMs, traceBytes };
}
