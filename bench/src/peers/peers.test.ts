import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTemporaryFolder } from '../testbed/create-temporary-folder.ts';
import { readPeers } from './peers.ts';

test('without BENCH_PEERS nobody is measured beside', () => {
  assert.deepEqual(readPeers(''), []);
});

test('a peer is run from where its binary is, with a configuration written beside the supergraph', () => {
  using folder = createTemporaryFolder();
  const supergraphPath = join(folder.path, 'supergraph.graphql');
  const [router, grafbase] = readPeers('hive-router=/opt/hive_router,grafbase=/opt/grafbase');
  const args = router?.command({ supergraphPath, port: 4000 }) ?? [];
  assert.equal(router?.program, 'env');
  assert.equal(args.at(-1), '/opt/hive_router');
  assert(args.includes('PORT=4000'));
  assert.match(readFileSync(join(folder.path, 'hive-router.json'), 'utf8'), /authorization/);
  assert.equal(grafbase?.command({ supergraphPath, port: 4001 })[0], '/opt/grafbase');
});

test('a peer that nobody knows, or without a path, is a mistake', () => {
  assert.throws(
    () => readPeers('envoy=/opt/envoy'),
    /"envoy" is none of hive-router, cosmo, grafbase, grafbase-cli/,
  );
  assert.throws(() => readPeers('cosmo'), /expected cosmo=PATH/);
});
