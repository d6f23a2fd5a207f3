import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ChunkedBody } from './chunked-body.ts';

/** Reads a body that comes in the given pieces; undefined for one that goes on. */
function read(pieces: readonly Buffer[]): { text: string; rest: string } | undefined {
  const body = new ChunkedBody();
  const data: Buffer[] = [];
  for (const [index, piece] of pieces.entries()) {
    const end = body.read(piece, 0, (start, stop) => void data.push(piece.subarray(start, stop)));
    if (end < 0) continue;
    const rest = Buffer.concat([piece.subarray(end), ...pieces.slice(index + 1)]);
    return { text: Buffer.concat(data).toString('latin1'), rest: rest.toString('latin1') };
  }
  return undefined;
}

const cut = (text: string, places: readonly number[]): readonly Buffer[] => {
  const at = [0, ...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  return at.slice(1).map((end, index) => Buffer.from(text.slice(at[index], end), 'latin1'));
};

const extension = fc.constantFrom('', ';a', ';a=b', ' ; a="b c"', '\t');
const chunk = fc.record({
  data: fc.string({ minLength: 1, maxLength: 40 }),
  upper: fc.boolean(),
  zeros: fc.nat(3),
  extension,
});

test('a body is read however it is cut, and what follows is not touched', () => {
  fc.assert(
    fc.property(
      fc.array(chunk, { maxLength: 5 }),
      fc.constantFrom('', 'trailer: 1\r\n', 'a: 1\r\nb: 2\r\n'),
      fc.array(fc.nat(), { maxLength: 8 }),
      extension,
      (chunks, trailers, places, last) => {
        const texts = chunks.map(({ data, ...each }) => {
          const bytes = Buffer.from(data).toString('latin1');
          const size = '0'.repeat(each.zeros) + bytes.length.toString(16);
          return `${each.upper ? size.toUpperCase() : size}${each.extension}\r\n${bytes}\r\n`;
        });
        const text = `${texts.join('')}0${last}\r\n${trailers}\r\n`;
        const expected = chunks.map(({ data }) => Buffer.from(data).toString('latin1')).join('');
        assert.deepEqual(read(cut(`${text}HTTP/1.1`, places)), { text: expected, rest: 'HTTP/1.1' });
        const bytes = Array.from({ length: text.length }, (_, index) => index);
        assert.deepEqual(read(cut(text, bytes)), { text: expected, rest: '' });
        assert.equal(read(cut(text.slice(0, -1), places)), undefined);
      },
    ),
  );
});

const refused = [
  '\r\n',
  'g\r\n',
  '-1\r\n',
  '+1\r\n',
  ' 1\r\na\r\n',
  '0x1\r\na\r\n',
  ';a\r\n',
  '1\na\r\n',
  '1\r\nab\r\n',
  '1\r\na\n',
  '1\r\na\rb',
  '2\r\na\r\n1\r\n',
  '1\rx',
  '1234567890123\r\n',
  '0\r\na\n',
  `1;${'a'.repeat(20_000)}\r\n`,
  `0\r\n${'a: 1\r\n'.repeat(4_000)}`,
];

for (const text of refused) {
  test(`what is no chunk is refused: ${JSON.stringify(text.slice(0, 20))}`, () => {
    assert.throws(() => read([Buffer.from(text)]), /^Error: The answer /);
    assert.throws(() => read([...text].map((each) => Buffer.from(each))), /^Error: The answer /);
  });
}
