import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocumentList } from './create-document-list.ts';
import { normaliseBody } from './normalise-body.ts';
import { parseManifest } from './parse-manifest.ts';
import { type DocumentRequest, type DocumentsMode, resolveDocument } from './resolve-document.ts';

const now = { id: 'now', name: 'Now', body: 'query Now { now }', clientName: null };
const manifest = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [
    { id: 'now', name: 'Now', type: 'query', body: now.body },
    { id: 'now', name: 'Now', type: 'query', body: 'query Now { now echo }', clientName: 'ios' },
    {
      id: 'parts',
      name: 'Parts',
      type: 'query',
      body: 'query Parts { ...B ...A } fragment B on Query { now } fragment A on Query { slow }',
      clientName: 'web',
    },
  ],
};
const list = createDocumentList(parseManifest(JSON.stringify(manifest)));

function resolve(mode: DocumentsMode, request: Partial<DocumentRequest>) {
  const resolved = resolveDocument({ clientName: undefined, ...request }, list, { mode, maxTokens: 1_000 });
  if (resolved.kind === 'refused') return resolved.code;
  return resolved.kind === 'substituted' ? resolved.query : `as is${resolved.isUnknown ? ', unknown' : ''}`;
}

const byHash = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

test('an id stands for its body in every mode, in either place', () => {
  for (const mode of ['log', 'safelist', 'ids-only'] as const) {
    assert.equal(resolve(mode, { documentId: 'now' }), now.body);
    assert.equal(resolve(mode, byHash('now')), now.body);
    assert.equal(resolve(mode, { documentId: 'now', query: '' }), now.body);
  }
});

test('a client has its own documents before those of all, and none of other clients', () => {
  assert.equal(resolve('log', { documentId: 'now', clientName: 'ios' }), 'query Now { now echo }');
  assert.equal(resolve('log', { documentId: 'now', clientName: 'web' }), now.body);
  assert.equal(resolve('log', { documentId: 'parts', clientName: 'ios' }), 'PERSISTED_QUERY_NOT_IN_LIST');
  assert.equal(resolve('log', { documentId: 'parts' }), 'PERSISTED_QUERY_NOT_IN_LIST');
});

test('an id with a text is refused, and so is an id that nobody knows', () => {
  for (const mode of ['log', 'safelist', 'ids-only'] as const) {
    const both = { documentId: 'now', query: now.body };
    assert.equal(resolve(mode, both), 'CANNOT_SEND_PQ_ID_AND_BODY');
    assert.equal(resolve(mode, { ...byHash('now'), query: now.body }), 'CANNOT_SEND_PQ_ID_AND_BODY');
    assert.equal(resolve(mode, { documentId: 'other' }), 'PERSISTED_QUERY_NOT_IN_LIST');
  }
});

test('automatic persisted queries are for the mode that only logs', () => {
  assert.equal(resolve('log', byHash('abc')), 'as is');
  assert.equal(resolve('log', { ...byHash('abc'), query: '{ slow }' }), 'as is, unknown');
  for (const mode of ['safelist', 'ids-only'] as const) {
    assert.equal(resolve(mode, byHash('abc')), 'PERSISTED_QUERY_NOT_IN_LIST');
    assert.equal(resolve(mode, { ...byHash('abc'), query: '{ slow }' }), 'CANNOT_SEND_PQ_ID_AND_BODY');
  }
});

test('a text is run by what the mode says of it', () => {
  assert.equal(resolve('log', { query: now.body }), 'as is');
  assert.equal(resolve('log', { query: '{ slow }' }), 'as is, unknown');
  assert.equal(resolve('safelist', { query: now.body }), 'as is');
  assert.equal(resolve('safelist', { query: '{ slow }' }), 'QUERY_NOT_IN_SAFELIST');
  assert.equal(resolve('safelist', { query: '{ not a document' }), 'QUERY_NOT_IN_SAFELIST');
  assert.equal(resolve('ids-only', { query: now.body }), 'PERSISTED_QUERY_ID_REQUIRED');
  assert.equal(resolve('ids-only', {}), 'as is');
});

test('a safelist knows a text in other words: spaces, comments, the order of fragments', () => {
  const query = `
    fragment A on Query { slow } # a comment
    query Parts { ...B, ...A }
    fragment B on Query { now }
  `;
  assert.equal(resolve('safelist', { query, clientName: 'web' }), 'as is');
  assert.equal(resolve('safelist', { query, clientName: 'ios' }), 'QUERY_NOT_IN_SAFELIST');
  assert.equal(
    resolve('safelist', { query: query.replace('slow', 'now'), clientName: 'web' }),
    'QUERY_NOT_IN_SAFELIST',
  );
});

test('operations stand before fragments, each by name', () => {
  const body = 'fragment B on Q { b } query Z { z } fragment A on Q { a } query Y { y }';
  assert.deepEqual(normaliseBody(body).match(/(query|fragment) \w/g), [
    'query Y',
    'query Z',
    'fragment A',
    'fragment B',
  ]);
});

test('the manifest of Relay is read, with the names of its operations', () => {
  const relay = { abc: 'query Viewer { viewer { id } }', def: '{ now }', ghi: 'nonsense' };
  assert.deepEqual(
    parseManifest(JSON.stringify(relay)).map(({ id, name, clientName }) => [id, name, clientName]),
    [
      ['abc', 'Viewer', null],
      ['def', '', null],
      ['ghi', '', null],
    ],
  );
});

test('what is no manifest is refused, and says why', () => {
  const bad = [
    'nonsense',
    '[]',
    '{"a": 1}',
    JSON.stringify({ ...manifest, version: 2 }),
    JSON.stringify({ ...manifest, operations: [{ id: 'x' }] }),
  ];
  for (const text of bad) {
    assert.throws(() => parseManifest(text), { code: 'PERSISTED_DOCUMENTS_INVALID' }, text);
  }
});

test('of two documents with one id the first stays, and the other is told', () => {
  const other = { ...now, body: '{ slow }' };
  const conflicts: string[] = [];
  const both = createDocumentList([now, { ...now }, other], ({ dropped }) => conflicts.push(dropped.body));
  assert.equal(both.find('now', undefined)?.body, now.body);
  assert.deepEqual(conflicts, ['{ slow }']);
});
