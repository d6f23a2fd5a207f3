import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { createRecorder } from './create-recorder.ts';
import { createSender, type SenderOptions } from './create-sender.ts';

interface Request {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Answer = (response: ServerResponse, request: Request) => void;

const welcome: Answer = (response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ sample: 1, serverTimeMs: Date.now() }));
};

/** A gateway that hears clients. */
async function startGateway(answer: Answer = welcome) {
  const requests: Request[] = [];
  let onRequest = () => {};
  const server = createServer(async (request, response) => {
    const { method, headers } = request;
    const taken = { method, headers, body: await text(request) };
    requests.push(taken);
    answer(response, taken);
    onRequest();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/telemetry`,
    requests,
    /** Resolves when there are so many. */
    async count(wanted: number): Promise<void> {
      while (requests.length < wanted) await new Promise<void>((resolve) => (onRequest = resolve));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function open(url: string, own: Partial<SenderOptions> = {}) {
  const recorder = createRecorder();
  const told: unknown[] = [];
  const { readBy } = recorder;
  const readers = Promise.withResolvers<unknown>();
  const watched = {
    readBy(reader: Parameters<typeof readBy>[0]) {
      readBy(reader);
      told.push(reader);
      readers.resolve(reader);
    },
  };
  const sender = createSender({
    recorder: watched,
    url,
    client: { name: 'web', version: '1' },
    headers: () => ({ 'headgate-csrf': '1' }),
    ...own,
  });
  const span = (name = 'query Me') =>
    recorder.span({
      ...recorder.root,
      name,
      asks: true,
      startMs: 1,
      endMs: 2,
      hasFailed: false,
      attributes: {},
    });
  return { recorder, sender, span, begun: readers.promise };
}

test('what is noted is sent with what says who asks, also of before it began', async () => {
  await using gateway = await startGateway();
  const { recorder, sender, span, begun } = open(gateway.url);
  span('query Before');
  await begun;
  span('query After');
  recorder.failure(new Error('of nothing'));
  sender.flush();
  await gateway.count(2);
  const [hello, report] = gateway.requests;
  assert.deepEqual([hello?.method, report?.method], ['GET', 'POST']);
  assert.equal(report?.headers['headgate-csrf'], '1');
  assert.equal(report?.headers['content-type'], 'application/json');
  const { resourceSpans, resourceLogs } = JSON.parse(report?.body ?? '');
  assert.deepEqual(
    resourceSpans[0].scopeSpans[0].spans.map(({ name }: { name: string }) => name),
    ['query Before', 'query After'],
  );
  assert.equal(resourceLogs[0].scopeLogs[0].logRecords.length, 1);
  sender.flush();
  sender.stop();
  assert.equal(gateway.requests.length, 2, 'nothing is sent without anything to tell');
});

test('of a session that is not in the sample failures are sent alone', async () => {
  await using gateway = await startGateway((response) =>
    response.end(JSON.stringify({ sample: 0.5, serverTimeMs: Date.now() })),
  );
  const { recorder, sender, span, begun } = open(gateway.url, { random: () => 0.6 });
  await begun;
  span();
  recorder.failure(new Error('of nothing'));
  sender.flush();
  await gateway.count(2);
  assert.match(gateway.requests[1]?.body ?? '', /^\{"resourceLogs"/);
  sender.stop();
});

for (const [what, answer] of [
  ['204', (response: ServerResponse) => response.writeHead(204).end()],
  ['401', (response: ServerResponse) => response.writeHead(401).end('{}')],
  ['404', (response: ServerResponse) => response.writeHead(404).end()],
  ['a page', (response: ServerResponse) => response.end('{}')],
  ['a sample of none', (response: ServerResponse) => response.end('{"sample":0,"serverTimeMs":1}')],
] as const)
  test(`a gateway that answers with ${what} is told nothing`, async () => {
    await using gateway = await startGateway(answer);
    const { sender, span, begun } = open(gateway.url);
    assert.equal(await begun, undefined);
    span();
    sender.flush();
    assert.equal(gateway.requests.length, 1);
  });

test('no more waits than may, and no more is told in a minute', async () => {
  await using gateway = await startGateway();
  let nowMs = 0;
  const { sender, span, begun } = open(gateway.url, { now: () => nowMs });
  await begun;
  const sent = () =>
    gateway.requests.slice(1).flatMap(({ body }) => JSON.parse(body).resourceSpans[0].scopeSpans[0].spans)
      .length;
  for (let count = 0; count < 300; count++) span();
  sender.flush();
  await gateway.count(3);
  assert.equal(sent(), 100);
  nowMs += 61_000;
  for (let count = 0; count < 50; count++) span();
  sender.flush();
  await gateway.count(4);
  assert.equal(sent(), 150);
  sender.stop();
});

test('a gateway that fails, refuses or is gone costs nothing but what was to be told', async () => {
  let isWell = true;
  await using gateway = await startGateway((response, request) => {
    if (isWell) welcome(response, request);
    else if (request.body.includes('Cut')) response.destroy();
    else response.writeHead(request.body.includes('Busy') ? 429 : 503).end();
  });
  const { sender, span, begun } = open(gateway.url);
  await begun;
  isWell = false;
  for (const name of ['query Cut', 'query Busy', 'query Away']) {
    span(name);
    sender.flush();
  }
  await gateway.count(4);
  isWell = true;
  span('query Well');
  sender.flush();
  await gateway.count(5);
  assert.match(gateway.requests[4]?.body ?? '', /query Well/);
  sender.stop();
});
