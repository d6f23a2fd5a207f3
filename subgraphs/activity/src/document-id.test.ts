import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDocumentId } from './document-id.ts';

test('an id that Cosmos DB takes and that reads well stays as it is', () => {
  for (const id of ['0198c7f2-6d0e-7b3c-9b1a-2f1f3b0a9c11', 'ada.check_in:42', 'A']) {
    assert.equal(toDocumentId(id), id);
  }
});

test('every other id becomes one that Cosmos DB takes, and another for each', () => {
  const ids = [
    'a/b',
    'a\\b',
    'a?b',
    'a#b',
    ' a',
    'a ',
    '~YS9i',
    '.',
    '..',
    '-a',
    'ä',
    'a%2Fb',
    '\n',
    '𝕏'.repeat(100),
  ];
  const made = ids.map(toDocumentId);
  for (const id of made) {
    assert.match(id, /^(~[\w-]+|[A-Za-z0-9][\w.:-]*)$/);
    assert(Buffer.byteLength(id) < 1023);
  }
  assert.equal(new Set(made).size, ids.length);
});
