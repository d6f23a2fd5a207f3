import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes } from '@opentelemetry/api';
import { describeDependencies } from './describe-dependencies.ts';

function describe(attributes: Attributes, asBefore = true) {
  const span = {
    name: 'GET',
    attributes: { ...attributes },
    setAttribute(name: string, value: string) {
      span.attributes[name] = value;
    },
    setAttributes(added: Attributes) {
      Object.assign(span.attributes, added);
    },
    updateName(name: string) {
      span.name = name;
    },
  };
  describeDependencies({ asBefore }).onStart(span as never, undefined as never);
  return { name: span.name, attributes: span.attributes };
}

test('a request to Cosmos DB is named by container, and does not tell which document', () => {
  const { name, attributes } = describe({
    'http.request.method': 'GET',
    'url.full': 'https://a.documents.azure.com/dbs/headgate/colls/activity/docs/ada%40example.com?x=1',
  });
  assert.equal(name, 'GET activity/docs/:id');
  assert.deepEqual(attributes, {
    'http.request.method': 'GET',
    'url.full': 'https://a.documents.azure.com/dbs/headgate/colls/activity/docs/:id?x=1',
    'db.namespace': 'headgate',
    'db.collection.name': 'activity',
  });
  const query = describe({
    'http.request.method': 'POST',
    'url.full': 'https://a/dbs/headgate/colls/alerts/docs',
  });
  assert.equal(query.name, 'POST alerts/docs');
  assert.equal(query.attributes['url.full'], 'https://a/dbs/headgate/colls/alerts/docs');
});

test('a database has type and target for Application Insights, and stable names alone for others', () => {
  const stable = { 'db.system.name': 'postgresql', 'db.namespace': 'headgate', 'server.address': 'pg' };
  assert.deepEqual(describe(stable).attributes, {
    ...stable,
    'db.system': 'postgresql',
    'db.name': 'headgate',
    'net.peer.name': 'pg',
  });
  assert.deepEqual(describe(stable, false).attributes, stable);
  const other = { 'url.full': 'http://127.0.0.1/graphql', 'server.address': '127.0.0.1' };
  assert.deepEqual(describe(other), { name: 'GET', attributes: other });
});
