import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readUnixAddress } from './unix-address.ts';

test('an address of a socket says its file and the path of requests', () => {
  const read = (text: string) => {
    const { address, problem } = readUnixAddress(text);
    return problem ?? [address?.socketPath, address?.path];
  };
  assert.deepEqual(read('unix:///run/a.sock'), ['/run/a.sock', '/']);
  assert.deepEqual(read('unix:///run/a.sock?path=/graphql'), ['/run/a.sock', '/graphql']);
  assert.deepEqual(read('UNIX:/run/a%20b%3F.sock?path=/g%3Fx=1%26y=é'), [
    '/run/a b?.sock',
    '/g?x=1&y=%C3%A9',
  ]);
  assert.deepEqual(read(`unix:///${'a'.repeat(106)}`), [`/${'a'.repeat(106)}`, '/']);
});

const refused = [
  ['http://a/', /such as unix:/],
  ['unix', /such as unix:/],
  ['unix://run/a.sock', /no host/],
  ['unix://localhost:1/a.sock', /such as unix:|no host/],
  ['unix:run/a.sock', /absolute path/],
  ['unix://', /absolute path/],
  ['unix:///', /absolute path/],
  ['unix:///run/', /absolute path/],
  ['unix:///run/%00.sock', /absolute path/],
  ['unix:///run/%E0.sock', /absolute path/],
  [`unix:///${'a'.repeat(107)}`, /at most 107 bytes/],
  [`unix:///${'é'.repeat(54)}`, /at most 107 bytes/],
  ['unix:///run/a.sock#x', /nothing after/],
  ['unix:///run/a.sock?paht=/graphql', /nothing after/],
  ['unix:///run/a.sock?path=graphql', /nothing after/],
  ['unix:///run/a.sock?path=/a&path=/b', /nothing after/],
] as const;

for (const [text, expected] of refused)
  test(`an address is refused, and said what was expected: ${text.slice(0, 40)}`, () => {
    assert.match(readUnixAddress(text).problem ?? '', expected);
  });
