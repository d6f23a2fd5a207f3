import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { createUsageRecorder } from './create-usage-recorder.ts';
import { judgeField } from './judge-field.ts';
import { reportUsage } from './report-usage.ts';
import type { UsageBatch, UsageDay, UsageStore } from './usage-store.ts';

const schema = buildSchema('type Query { a: Int, b: Int, c: Int }');

function end(text: string, { client = 'web', codes = [] as string[], durationMs = 4 } = {}) {
  const document = parse(text);
  const operation = getOperationAST(document);
  assert(operation);
  return {
    type: operation.operation,
    name: operation.name?.value,
    client: { name: client, version: '1' },
    codes,
    durationMs,
    valid: { document, operation, schema },
  } as const;
}

function open(options: { readonly sample?: number; readonly random?: () => number } = {}) {
  const added: UsageDay[] = [];
  const said: string[] = [];
  const schemas: ReadonlySet<string>[] = [];
  const log = (_details: object, message: string) => void said.push(message);
  const state = { fails: false };
  const store: UsageStore = {
    async add(day, batch: UsageBatch) {
      if (state.fails) throw new Error('away');
      added.push({ day, ...batch });
    },
    read: async () => added,
    keepSchema: async (coordinates) => void schemas.push(new Set(coordinates)),
    readSchema: async () => schemas.at(-1),
  };
  const recorder = createUsageRecorder({
    store,
    sample: options.sample ?? 1,
    now: () => Date.UTC(2026, 10, 29, 12),
    random: options.random ?? (() => 0),
    logger: { info: log, warn: log },
  });
  return { recorder, report: () => reportUsage(added), said, state, added, schemas };
}

test('operations are added up by text and client, fields by operation', async () => {
  const { recorder, report } = open();
  await using _ = recorder;
  recorder.record(end('query A { a b }'));
  recorder.record(end('query A { a b }', { durationMs: 40 }));
  recorder.record(end('query A { a b }', { client: 'ios', codes: ['BAD_USER_INPUT'] }));
  recorder.record(end('{ a }', { codes: ['SUBREQUEST_TIMEOUT'] }));
  await recorder.flush();
  const { operations, fields, days } = report();
  assert.deepEqual(days, ['2026-11-29']);
  assert.deepEqual(
    operations.map(({ id: _, ...each }) => each),
    [
      {
        type: 'query',
        name: 'A',
        requests: 3,
        failed: 0,
        refused: 1,
        averageMs: 16,
        p95Ms: 50,
        lastDay: '2026-11-29',
        clients: [
          { name: 'web', version: '1', requests: 2 },
          { name: 'ios', version: '1', requests: 1 },
        ],
      },
      {
        type: 'query',
        name: 'anonymous',
        requests: 1,
        failed: 1,
        refused: 0,
        averageMs: 4,
        p95Ms: 5,
        lastDay: '2026-11-29',
        clients: [{ name: 'web', version: '1', requests: 1 }],
      },
    ],
  );
  assert.deepEqual(
    fields.map(({ coordinate, requests, operations: ids }) => [coordinate, requests, ids.length]),
    [
      ['Query.a', 4, 2],
      ['Query.b', 3, 1],
    ],
  );
});

test('10,000 operations at random leave a bounded number, and nobody is told that their fields are unused', async () => {
  const { recorder, report, added } = open();
  await using _ = recorder;
  for (let index = 0; index < 10_000; index += 1)
    recorder.record(end(`query Operation${index} { a }`, { client: `client-${index}` }));
  await recorder.flush();
  const [batch] = added;
  assert.equal(batch?.operations.size, 501);
  const { unseen, operations } = report();
  assert.equal(unseen, 9_500);
  assert.equal(
    operations.reduce((sum, { requests }) => sum + requests, 0),
    10_000,
  );
  assert.equal(judgeField('Query.c', report()).verdict, 'unknown');
  const one = end('{ a }');
  for (let index = 0; index < 10_000; index += 1)
    recorder.record({ ...one, client: { name: `client-${index}`, version: '1' } });
  await recorder.flush();
  assert.equal(added[1]?.operations.size, 2_001);
});

test('a sample stands for all', async () => {
  let draws = 0;
  const { recorder, report } = open({ sample: 0.25, random: () => (draws++ % 4) / 4 });
  await using _ = recorder;
  for (let index = 0; index < 100; index += 1) recorder.record(end('{ a }'));
  await recorder.flush();
  assert.equal(report().operations[0]?.requests, 100);
});

test('while nothing can be kept operations go on, and it is said once', async () => {
  const { recorder, said, state } = open();
  await using _ = recorder;
  state.fails = true;
  for (const text of ['{ a }', '{ b }']) {
    recorder.record(end(text));
    await recorder.flush();
  }
  state.fails = false;
  recorder.record(end('{ c }'));
  await recorder.flush();
  assert.deepEqual(said, [
    'what is used cannot be recorded, and is not counted meanwhile',
    'what is used is recorded again',
  ]);
});

test('a field may be removed when a whole month has no request with it', () => {
  const day = (index: number): UsageDay => ({
    day: `2026-11-${String(index + 1).padStart(2, '0')}`,
    operations: new Map([['["id","query","A","web","1"]', [1, 0, 0, 5, 1]]]),
    fields: new Map([['Query.a', 1]]),
    coordinates: new Map([['id', ['Query.a']]]),
  });
  const days = Array.from({ length: 30 }, (_, index) => day(index));
  const judge = (name: string, known = days) => judgeField(name, reportUsage(known));
  assert.deepEqual(judge('Query.b').verdict, 'unused');
  assert.deepEqual(judge('Query.b', days.slice(2)).verdict, 'unknown');
  assert.deepEqual(judge('Query.b', []).verdict, 'unknown');
  const { verdict, reason, operations } = judge('Query.a');
  assert.deepEqual([verdict, reason], ['used', '30 requests had it, the last on 2026-11-30.']);
  assert.deepEqual(
    operations.map(({ name }) => name),
    ['A'],
  );
});

test('fields of input objects in variables are counted, by the operation that they came with', async () => {
  const { recorder, report } = open();
  await using _ = recorder;
  const inputs = buildSchema(`
    input Filter { text: String, near: Near, any: [Near!] }
    input Near { meters: Int, of: ID }
    type Query { places(filter: Filter, ids: [ID!]): Int }
  `);
  const ended = end('query Find($filter: Filter, $ids: [ID!]) { places(filter: $filter, ids: $ids) }');
  const ask = (variables: Record<string, unknown>) =>
    recorder.record({ ...ended, valid: { ...ended.valid, schema: inputs }, variables });
  ask({ filter: { text: 'ada@example.com' }, ids: ['1'] });
  ask({ filter: { any: [{ meters: 1 }, { meters: 2, of: 'x' }], nothing: 1 } });
  ask({ filter: 'wrong' });
  ask({});
  await recorder.flush();
  const { fields, operations } = report();
  assert.deepEqual(Object.fromEntries(fields.map(({ coordinate, requests }) => [coordinate, requests])), {
    'Query.places': 4,
    'Query.places(filter:)': 4,
    'Query.places(ids:)': 4,
    'Filter.text': 1,
    'Filter.any': 1,
    'Near.meters': 1,
    'Near.of': 1,
  });
  assert.deepEqual(judgeField('Near.of', report()).operations, operations);
  assert.equal(judgeField('Near.of', report()).verdict, 'used');
  assert.doesNotMatch(JSON.stringify(report()), /ada@/);
});

test('what the schema has is kept when it is new, and a field that it has not is told apart', async () => {
  const { recorder, report, schemas } = open();
  await using _ = recorder;
  recorder.record(end('{ a }'));
  await recorder.flush();
  recorder.record(end('{ a }'));
  await recorder.flush();
  const [known, ...others] = schemas;
  assert.deepEqual([[...(known ?? [])], others], [['Query.a', 'Query.b', 'Query.c'], []]);
  const judge = (coordinate: string) => judgeField(coordinate, report(), known);
  assert.deepEqual([judge('Query.d').verdict, judge('Query.b').verdict], ['absent', 'unknown']);
  assert.match(judge('Query.d').reason, /The schema has no field/);
  assert.match(judgeField('Query.a', report(), new Set()).reason, /The schema has it no more/);
});
