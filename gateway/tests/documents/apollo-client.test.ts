import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { createPersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { generatePersistedQueryIdsFromManifest } from '@apollo/persisted-query-lists';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const run = promisify(execFile);

/** Makes the manifest of a client's sources with Apollo's own tool. */
async function generateManifest(directory: string): Promise<string> {
  const tool = createRequire(import.meta.url).resolve(
    '@apollo/generate-persisted-query-manifest/package.json',
  );
  const { bin } = JSON.parse(await readFile(tool, 'utf8')) as { bin: string | Record<string, string> };
  const script = typeof bin === 'string' ? bin : (Object.values(bin)[0] ?? '');
  await writeFile(join(directory, 'package.json'), '{ "type": "commonjs" }');
  await writeFile(
    join(directory, 'persisted-query-manifest.config.json'),
    JSON.stringify({ documents: ['*.graphql'], output: 'manifest.json' }),
  );
  await run(process.execPath, [join(dirname(tool), script)], { cwd: directory });
  return join(directory, 'manifest.json');
}

/** A client, and what it sends: URL and body of each request. */
function openClient(uri: string, link: ApolloLink) {
  const requests: string[] = [];
  const http = new HttpLink({
    uri,
    fetch: (input, init) => {
      requests.push(`${decodeURIComponent(String(input))} ${init?.body}`);
      return fetch(input, init);
    },
  });
  const client = new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.from([link, http]) });
  return { client, requests };
}

test('Apollo Client runs the operations of its manifest, and no others', async () => {
  await using ticker = await startTicker();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-client-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(directory, { recursive: true }));
  const echo = 'query Echo($text: String) { now echo(text: $text) }';
  await writeFile(join(directory, 'operations.graphql'), echo);
  const file = await generateManifest(directory);
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  const env = { PERSISTED_DOCUMENTS: 'ids-only', PERSISTED_DOCUMENTS_FROM: file };
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env });
  const ids = generatePersistedQueryIdsFromManifest({ loadManifest: () => manifest });
  for (const useGETForHashedQueries of [false, true]) {
    const { client, requests } = openClient(
      gateway.url,
      createPersistedQueryLink({ ...ids, useGETForHashedQueries }),
    );
    const { data } = await client.query({ query: gql(echo), variables: { text: 'hello' } });
    assert.deepEqual(data, { now: 1, echo: 'hello' });
    assert.equal(requests.length, 1);
    assert(!requests[0]?.includes('query Echo'));
    await assert.rejects(client.query({ query: gql('query Other { whoAmI }') }));
    client.stop();
  }
});

test('Apollo Client sends a query that is not in any manifest once, and its hash from then on', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const { client, requests } = openClient(
    gateway.url,
    createPersistedQueryLink({ sha256, useGETForHashedQueries: true }),
  );
  const query = gql('query Now { now }');
  for (const _ of [1, 2]) {
    assert.deepEqual((await client.query({ query, fetchPolicy: 'network-only' })).data, { now: 1 });
  }
  assert.deepEqual(
    requests.map((request) => request.includes('Now {')),
    [false, true, false],
  );
  client.stop();
});
