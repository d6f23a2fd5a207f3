import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { print } from 'graphql';
import { startTestGateway } from '../testing/start-test-gateway.ts';
import { startTicker } from '../testing/start-ticker.ts';

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

test('Apollo Client runs the operations of its manifest, and no others', async () => {
  await using ticker = await startTicker();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-client-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(directory, { recursive: true }));
  const echo = 'query Echo($text: String) { now echo(text: $text) }';
  await writeFile(join(directory, 'operations.graphql'), echo);
  const file = await generateManifest(directory);
  const { operations } = JSON.parse(await readFile(file, 'utf8')) as {
    operations: { id: string; name: string; body: string }[];
  };
  assert.deepEqual(
    operations.map(({ name }) => name),
    ['Echo'],
  );
  const env = { PERSISTED_DOCUMENTS: 'ids-only', PERSISTED_DOCUMENTS_FROM: file };
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env });
  const requests: string[] = [];
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([
      new PersistedQueryLink({
        generateHash: (document) => operations.find(({ body }) => body === print(document))?.id ?? 'unknown',
      }),
      new HttpLink({
        uri: gateway.url,
        fetch: (input, init) => {
          requests.push(String(init?.body));
          return fetch(input, init);
        },
      }),
    ]),
  });
  const { data } = await client.query({ query: gql(echo), variables: { text: 'hello' } });
  assert.deepEqual(data, { now: 1, echo: 'hello' });
  assert.equal(requests.length, 1);
  assert(!requests[0]?.includes('query Echo'));
  await assert.rejects(client.query({ query: gql('query Other { whoAmI }') }));
  client.stop();
});
