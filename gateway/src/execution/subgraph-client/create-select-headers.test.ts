import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSelectHeaders, defaultForwardedHeaders, type HeaderRule } from './create-select-headers.ts';

const protocol = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
  'accept-encoding': 'gzip, br, deflate, zstd',
  'user-agent': 'headgate',
};
const client = {
  authorization: 'Bearer a',
  traceparent: '00-1',
  cookie: 'a=b',
  'x-tenant': 'one',
  'x-region': 'north',
  'content-length': '3',
  host: 'gateway',
};

const select = (rules: readonly HeaderRule[], subgraph = 'a') => {
  const selected = createSelectHeaders(rules)(subgraph, client);
  const { 'content-type': _type, accept: _accept, 'accept-encoding': _encoding, ...rest } = selected;
  return rest;
};

test('identity and trace are forwarded by default, and nothing else', () => {
  assert.deepEqual(
    createSelectHeaders(defaultForwardedHeaders.map((forward) => ({ forward })))('a', client),
    {
      ...protocol,
      authorization: 'Bearer a',
      traceparent: '00-1',
    },
  );
});

test('rules forward, rename, set and remove, in their order', () => {
  assert.deepEqual(
    select([
      { forward: /^x-/ },
      { forward: 'authorization', as: 'x-user-token' },
      { set: 'user-agent', value: 'mine' },
      { set: 'x-region', value: 'south' },
      { remove: 'x-tenant' },
    ]),
    { 'user-agent': 'mine', 'x-region': 'south', 'x-user-token': 'Bearer a' },
  );
});

test('a rule may be for some subgraphs only', () => {
  const rules = [{ forward: 'cookie', subgraphs: ['b'] }];
  assert.deepEqual(select(rules, 'a'), { 'user-agent': 'headgate' });
  assert.deepEqual(select(rules, 'b'), { 'user-agent': 'headgate', cookie: 'a=b' });
});

test('headers of the connection and the message are never forwarded', () => {
  assert.deepEqual(select([{ forward: /./ }]), {
    'user-agent': 'headgate',
    authorization: 'Bearer a',
    traceparent: '00-1',
    cookie: 'a=b',
    'x-tenant': 'one',
    'x-region': 'north',
  });
});
