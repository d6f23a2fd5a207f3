import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHead } from './parse-head.ts';

const parse = (...lines: string[]) => parseHead(lines.join('\r\n'));

test('a head tells the status, headers in lower case, those that repeat as a list, and where the body ends', () => {
  const { status, headers, body, idleMs } = parse(
    'HTTP/1.1 200 OK',
    'Content-Length:12 ',
    'X-Empty:',
    'Set-Cookie: a=1',
    'set-cookie:\tb=2\t ',
    'constructor: mine',
    'SET-COOKIE: c=3; d',
  );
  assert.deepEqual([status, body, idleMs], [200, 12, 4_000]);
  assert.deepEqual(headers, {
    'content-length': '12',
    'x-empty': '',
    'set-cookie': ['a=1', 'b=2', 'c=3; d'],
    constructor: 'mine',
  });
});

test('the end of a body is told by its length, by chunks, by the end of the connection, or there is none', () => {
  assert.equal(parse('HTTP/1.1 200 OK', 'transfer-encoding: Chunked').body, 'chunked');
  assert.equal(parse('HTTP/1.1 200', 'content-type: a').body, 'to the end');
  for (const status of [100, 103, 204, 304]) assert.equal(parse(`HTTP/1.1 ${status} x`).body, 0);
});

test('a connection is kept for as long as the server says, less what a request may take to it', () => {
  const idle = (...lines: string[]) => parse('HTTP/1.1 200 OK', 'content-length: 0', ...lines).idleMs;
  assert.equal(idle(), 4_000);
  assert.equal(idle('keep-alive: timeout=5'), 3_000);
  assert.equal(idle('Keep-Alive: max=9, Timeout=60'), 58_000);
  assert.equal(idle('keep-alive: timeout=2'), 0);
  assert.equal(idle('keep-alive: timeout=999999999'), 600_000);
  assert.equal(idle('Connection: Close'), 0);
  assert.equal(parse('HTTP/1.0 200 OK', 'content-length: 0').idleMs, 0);
  assert.equal(parse('HTTP/1.0 200 OK', 'content-length: 0', 'connection: keep-alive').idleMs, 4_000);
  assert.equal(parse('HTTP/1.1 200 OK', 'keep-alive: timeout=60').idleMs, 0, 'it ends with the body');
});

const refused: readonly (readonly string[])[] = [
  [''],
  ['HTTP/2 200 OK'],
  ['HTTP/1.1 99 OK'],
  ['HTTP/1.1 2000 OK'],
  ['http/1.1 200 OK'],
  ['HTTP/1.1  200 OK'],
  ['HTTP/1.1 200 OK', 'no colon'],
  ['HTTP/1.1 200 OK', ': no name'],
  ['HTTP/1.1 200 OK', 'a b: space in name'],
  ['HTTP/1.1 200 OK', 'a : space after name'],
  ['HTTP/1.1 200 OK', 'a: 1', ' folded'],
  ['HTTP/1.1 200 OK', 'a: line\nfeed'],
  ['HTTP/1.1 200 OK', 'a: \0'],
  ['HTTP/1.1 200 OK', 'a: carriage\rreturn'],
  ['HTTP/1.1 200 O\nK'],
  ['HTTP/1.1 200 OK', 'content-length: -1'],
  ['HTTP/1.1 200 OK', 'content-length: 1e3'],
  ['HTTP/1.1 200 OK', 'content-length: 0x10'],
  ['HTTP/1.1 200 OK', 'content-length: 1, 1'],
  ['HTTP/1.1 200 OK', 'content-length: 1', 'content-length: 2'],
  ['HTTP/1.1 200 OK', 'content-length: 9999999999999999'],
  ['HTTP/1.1 200 OK', 'content-length:'],
  ['HTTP/1.1 200 OK', 'content-length: 5', 'transfer-encoding: chunked'],
  ['HTTP/1.1 200 OK', 'transfer-encoding: gzip, chunked'],
  ['HTTP/1.1 200 OK', 'transfer-encoding: chunked', 'transfer-encoding: chunked'],
  ['HTTP/1.0 200 OK', 'transfer-encoding: chunked'],
];

for (const lines of refused) {
  test(`what can be read in two ways, or in none, is refused: ${JSON.stringify(lines)}`, () => {
    assert.throws(() => parse(...lines), /^Error: The answer /);
  });
}
