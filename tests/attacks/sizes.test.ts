import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTarget, type Target } from './start-target.ts';

const megabyte = 1024 * 1024;

let target: Target;
before(async () => {
  target = await startTarget({}, { subgraphs: { things: { maxReplyBytes: megabyte } } });
});
after(() => target[Symbol.asyncDispose]());

const codeOf = (text: string) =>
  (JSON.parse(text) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;

test('bodies that are too large are refused twenty times over, and memory stays', async () => {
  const memory = await target.readMemory();
  const body = JSON.stringify({ query: `{ now } # ${'x'.repeat(4 * megabyte)}` });
  const answers = await target.during(() =>
    Promise.all(Array.from({ length: 20 }, () => target.post(body).catch(() => undefined))),
  );
  // Who goes on sending after the answer may be cut off before reading it.
  for (const answer of answers) if (answer) assert.equal(answer.status, 413);
  assert((await target.readMemory()) - memory < 200 * megabyte);
});

test('headers that are too large are refused', async () => {
  const { status } = await target.during(() =>
    target.post({ query: '{ now }' }, { 'x-large': 'x'.repeat(20_000) }),
  );
  assert.equal(status, 431);
});

test('variables nested 100,000 deep are refused', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const body = `{"query":"query($v: JSON) { echo(value: $v) }","variables":{"v":${deep}}}`;
  assert.equal(codeOf((await target.during(() => target.post(body))).text), 'MAX_DEPTH_LIMIT');
});

test('an argument of a megabyte is passed on', async () => {
  const variables = { text: 'x'.repeat(megabyte) };
  const { text } = await target.during(() =>
    target.post({ query: 'query($text: String) { echo(text: $text) }', variables }),
  );
  assert.equal(text, '{"data":{"echo":1}}');
});

test('replies of subgraphs that are too large are given up, and memory stays', async () => {
  const memory = await target.readMemory();
  const query = `{ large(bytes: ${50 * megabyte}) }`;
  const answers = await target.during(() =>
    Promise.all(Array.from({ length: 4 }, () => target.post({ query }))),
  );
  for (const { text } of answers) assert.equal(codeOf(text), 'SUBREQUEST_RESPONSE_TOO_LARGE');
  assert((await target.readMemory()) - memory < 200 * megabyte);
});
