import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OperationTypeNode } from 'graphql';
import type { EngineRequest, EngineResult, SubgraphReplyDetails } from '../engine.ts';
import { createEngineCounters } from '../engine-counters.ts';
import type { CompiledOperation } from '../prepare-operation.ts';
import { createIsTelling } from '../subgraph-client/create-select-headers.ts';
import { createOperationSharing } from './create-operation-sharing.ts';

function createOperation(kind = OperationTypeNode.QUERY): CompiledOperation {
  const prepared = { kind, isIncremental: false };
  return { prepared } as unknown as CompiledOperation;
}

function createSharing() {
  const runs: { readonly request: EngineRequest; readonly end: (result: EngineResult) => void }[] = [];
  const counters = createEngineCounters();
  const isTelling = createIsTelling([
    { forward: 'authorization' },
    { forward: 'traceparent' },
    { forward: /^x-/ },
  ]);
  const execute = createOperationSharing(
    (_operation, { request }) => new Promise((end) => void runs.push({ request, end })),
    { isTelling, counters },
  );
  return { execute, runs, counters };
}

function createRequest(changes: Partial<EngineRequest> = {}): { readonly request: EngineRequest } {
  return { request: { variables: {}, headers: {}, ...changes } };
}

const answer = { data: { a: 1 } };

test('identical queries that overlap run once, whatever trace they belong to and whatever subgraphs never see', async () => {
  const { execute, runs, counters } = createSharing();
  const operation = createOperation();
  const answers = ['1', '2'].map((id) =>
    execute(
      operation,
      createRequest({ headers: { authorization: 'one', traceparent: id, 'user-agent': id } }),
    ),
  );
  assert.equal(runs.length, 1);
  runs[0]?.end(answer);
  assert.deepEqual(await Promise.all(answers), [answer, answer]);
  assert.equal(counters.operationsShared, 1);
  void execute(operation, createRequest({ headers: { authorization: 'one' } }));
  assert.equal(runs.length, 2, 'what is over is not shared any more');
});

test('another identity, header, variable or operation, and every mutation, runs by itself', () => {
  const { execute, runs } = createSharing();
  const query = createOperation();
  const mutation = createOperation(OperationTypeNode.MUTATION);
  void execute(query, createRequest());
  void execute(query, createRequest({ headers: { authorization: 'one' } }));
  void execute(query, createRequest({ headers: { authorization: 'two' } }));
  void execute(query, createRequest({ headers: { 'x-tenant': 'one' } }));
  void execute(query, createRequest({ variables: { a: 1 } }));
  void execute(createOperation(), createRequest());
  void execute(mutation, createRequest());
  void execute(mutation, createRequest());
  assert.equal(runs.length, 8);
});

test('who comes late hears what every subgraph said, cookies excepted, and gets a result of their own', async () => {
  const { execute, runs } = createSharing();
  const operation = createOperation();
  const heard: SubgraphReplyDetails[][] = [[], []];
  const answers = heard.map((replies) =>
    execute(operation, createRequest({ onSubgraphReply: (reply) => replies.push(reply) })),
  );
  runs[0]?.request.onSubgraphReply?.({ subgraph: 'a', headers: { age: '1', 'set-cookie': ['b=c'] } });
  runs[0]?.end({ ...answer });
  const [first, second] = await Promise.all(answers);
  assert.deepEqual(heard, [
    [{ subgraph: 'a', headers: { age: '1', 'set-cookie': ['b=c'] } }],
    [{ subgraph: 'a', headers: { age: '1' } }],
  ]);
  assert.deepEqual(first, second);
  assert.notEqual(first, second);
});

test('who leaves is told what is missing, the others wait on, and the last gets what there is', async () => {
  const { execute, runs } = createSharing();
  const operation = createOperation();
  const [first, second] = [new AbortController(), new AbortController()];
  const answers = [first, second].map(({ signal }) => execute(operation, createRequest({ signal })));
  first.abort();
  await Promise.resolve();
  assert.equal(runs[0]?.request.signal?.aborted, false);
  second.abort();
  assert.equal(runs[0]?.request.signal?.aborted, true);
  await new Promise(setImmediate);
  assert.equal(runs.length, 2, 'the first runs with what it has: nothing');
  runs[0]?.end(answer);
  runs[1]?.end({ data: null });
  assert.deepEqual(await Promise.all(answers), [{ data: null }, answer]);
});
