import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openHeap } from '../tape/tape-heap.ts';
import { AnswerWriter } from './answer-writer.ts';
import { Phrase } from './phrase.ts';

const step = fc.oneof(
  fc.record({ phrase: fc.nat(3) }),
  fc.record({ text: fc.string({ maxLength: 70 }) }),
  fc.record({ keep: fc.double({ min: 0, max: 1, noNaN: true }) }),
);

test('phrases are what they are, whatever was taken back since they were written', () => {
  const texts = ['', 'short', 'as long as what is copied', 'x'.repeat(200)];
  const phrases = texts.map((text) => new Phrase(text));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      using writer = new AnswerWriter(openHeap());
      using other = new AnswerWriter(openHeap());
      let expected = '';
      for (const each of steps) {
        if ('phrase' in each) {
          writer.phrase(phrases[each.phrase] as Phrase);
          other.phrase(phrases[each.phrase] as Phrase);
          expected += texts[each.phrase];
        } else if ('text' in each) {
          const ascii = Buffer.from(each.text, 'latin1').toString('hex');
          writer.text(ascii);
          expected += ascii;
        } else {
          const length = Math.floor(each.keep * writer.length);
          writer.truncate(length);
          expected = expected.slice(0, length);
        }
        assert.equal(writer.read(), expected);
      }
    }),
  );
});

test('a writer that has grown has all that was written', () => {
  using writer = new AnswerWriter(openHeap());
  const phrase = new Phrase('{"__typename":"Item","id":');
  const count = 20_000;
  for (let index = 0; index < count; index++) writer.phrase(phrase);
  assert.equal(writer.read(), '{"__typename":"Item","id":'.repeat(count));
});
