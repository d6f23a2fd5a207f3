import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAuthorization } from './read-authorization.ts';

test('the most particular place wins, in any case of letters', () => {
  const headers = { authorization: 'of the handshake' };
  const connectionParams = { headers: { AUTHORIZATION: 'of the headers' }, Authorization: 'of the socket' };
  const extensions = { headers: { Authorization: 'of the operation' } };
  assert.equal(readAuthorization({ extensions, connectionParams, headers }), 'of the operation');
  assert.equal(readAuthorization({ extensions: undefined, connectionParams, headers }), 'of the socket');
  const { headers: inner } = connectionParams;
  assert.equal(
    readAuthorization({ extensions: {}, connectionParams: { headers: inner }, headers }),
    'of the headers',
  );
  assert.equal(readAuthorization({ extensions: null, connectionParams: null, headers }), 'of the handshake');
});

test('what is not text is no token', () => {
  const places = { extensions: { headers: [] }, connectionParams: { authorization: 1 }, headers: {} };
  assert.equal(readAuthorization(places), undefined);
});
