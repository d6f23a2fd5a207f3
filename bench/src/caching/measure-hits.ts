import { createHash } from 'node:crypto';
import { checkAnswers } from '../compare/compare-contenders.ts';
import { scenarios } from '../compare/scenarios.ts';
import type { Contender } from '../contenders/contender.ts';
import { headgate, stock } from '../contenders/contenders.ts';
import { measureByTurns } from '../measure/measure-by-turns.ts';
import type { Measurement } from '../measure/measure-load.ts';
import { startTestbed } from '../testbed/start-testbed.ts';
import {
  createBareServer,
  createHeadgateInProcess,
  createHeadgateInRedis,
  createStockCached,
} from './caching-contenders.ts';

export interface HitOptions {
  readonly redisUrl: string;
  readonly rounds: number;
  readonly durationMs: number;
  readonly onProgress: (text: string) => void;
}

/** What one answer cost each contender. */
export interface HitResult {
  readonly contenders: readonly Contender[];
  /** By the contender's name. */
  readonly rounds: ReadonlyMap<string, readonly Measurement[]>;
}

const cacheControl = 'public, max-age=3600';
const connections = 50;

/** Measures the public benchmark's operation: run each time, kept by Apollo Server, kept by Headgate. */
export async function measureLargeHits(options: HitOptions): Promise<HitResult> {
  const { redisUrl } = options;
  const contenders = [
    stock,
    createStockCached(redisUrl),
    createHeadgateInRedis(redisUrl),
    createHeadgateInProcess(redisUrl),
  ];
  await using testbed = await startTestbed({ contenders, subgraphs: 'public', cacheControl });
  const body = JSON.stringify({ query: scenarios[0]?.operation });
  const answerBytes = await checkAnswers(testbed, body);
  const order = { body, connections, uniqueAuthorization: false };
  const rounds = await measureByTurns(testbed, { ...options, name: '87 KB', order, answerBytes });
  return { contenders, rounds: requireHits(rounds, [stock.name]) };
}

/** Measures an answer of 1 KB to a GET by the hash of its operation, beside a server that knows nothing else. */
export async function measureSmallHits(options: HitOptions): Promise<HitResult> {
  const text = 'x'.repeat(960);
  const query = `{ items(count: 1, bytes: ${text.length}) { id text } }`;
  const contenders = [
    createBareServer(JSON.stringify({ data: { items: [{ id: '0', text }] } })),
    { ...createHeadgateInProcess(options.redisUrl), title: headgate.title },
  ];
  await using testbed = await startTestbed({ contenders, subgraphs: 'scaling', cacheControl });
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  const body = JSON.stringify({ query, extensions });
  const answers = await checkAnswers(testbed, body);
  const search = `?${new URLSearchParams({ extensions: JSON.stringify(extensions) })}`;
  const order = { body, search, connections, uniqueAuthorization: false };
  const rounds = await measureByTurns(testbed, { ...options, name: '1 KB', order, answerBytes: answers });
  return { contenders, rounds: requireHits(rounds, []) };
}

/** @throws Error when a contender that keeps answers has asked a subgraph while it was measured */
function requireHits(
  rounds: ReadonlyMap<string, readonly Measurement[]>,
  uncached: readonly string[],
): ReadonlyMap<string, readonly Measurement[]> {
  for (const [name, measurements] of rounds) {
    const asked = measurements.some(({ subgraphRequests }) => subgraphRequests > 0);
    if (asked && !uncached.includes(name)) throw new Error(`${name} does not answer from its cache`);
  }
  return rounds;
}
