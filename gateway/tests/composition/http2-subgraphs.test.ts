import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { composeSupergraph } from '../helpers/compose-supergraph.ts';
import { createCertificate } from '../helpers/create-certificate.ts';
import { runHeadgate, spawnHeadgate } from '../helpers/spawn-headgate.ts';
import { type Http2ServerOptions, startHttp2Server } from '../helpers/start-http2-server.ts';
import { federationLink } from '../helpers/start-live-subgraph.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';

interface Subgraph {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers: object;
}

const books: Subgraph = {
  name: 'books',
  typeDefs:
    'type Query { book: Book } type Book { title: String author: Author } type Author @key(fields: "id") { id: ID! }',
  resolvers: { Query: { book: () => ({ title: 'Notes', author: { id: 'ada' } }) } },
};

const authors: Subgraph = {
  name: 'authors',
  typeDefs: 'type Query { authors: Int } type Author @key(fields: "id") { id: ID! name: String }',
  resolvers: { Author: { __resolveReference: () => ({ name: 'Ada Lovelace' }) } },
};

const query = '{ book { title author { name } } }';
const data = { book: { title: 'Notes', author: { name: 'Ada Lovelace' } } };

/** Serves a subgraph over HTTP/2, and nothing else. */
async function serve(subgraph: Subgraph, options: Http2ServerOptions = {}) {
  const typeDefs = federationLink + subgraph.typeDefs;
  const schema = buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: subgraph.resolvers as never });
  const server = await startHttp2Server(async ({ stream, body }) => {
    const { query: source, variables } = JSON.parse(body);
    const result = await graphql({ schema, source, variableValues: variables });
    stream.respond({ ':status': 200, 'content-type': 'application/json' });
    stream.end(JSON.stringify(result));
  }, options);
  return {
    name: subgraph.name,
    typeDefs,
    url: server.url,
    server,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function startSubgraphs() {
  await using cleanup = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-'));
  cleanup.defer(() => rm(directory, { recursive: true }));
  const subgraphs = {
    books: cleanup.use(await serve(books)),
    authors: cleanup.use(await serve(authors, { socketPath: join(directory, 'authors.sock') })),
  };
  const running = cleanup.move();
  return { ...subgraphs, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

const settings = { subgraphs: { '*': { http2: 'only' } } };

test('subgraphs that speak HTTP/2 without TLS are asked over it where a setting says so', async () => {
  await using subgraphs = await startSubgraphs();
  const sdl = composeSupergraph([subgraphs.books, subgraphs.authors]);
  await using gateway = await startTestGateway({ sdl, settings, env: { RESPONSE_CACHE: 'false' } });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => gateway.post({ query }, { authorization: `Bearer ${index}` })),
  );
  for (const { body } of answers) assert.deepEqual(body, { data });
  for (const { server } of [subgraphs.books, subgraphs.authors])
    assert.deepEqual([server.connections, server.requests.length], [1, 20]);
});

test('they are composed over it too', async () => {
  await using subgraphs = await startSubgraphs();
  const env = { SUBGRAPHS: `books=${subgraphs.books.url},authors=${subgraphs.authors.url}` };
  await using gateway = await startTestGateway({ settings, env });
  const ready = new URL('/health/ready', gateway.url);
  while (!(await fetch(ready)).ok) await turn();
  assert.deepEqual((await gateway.post({ query })).body, { data });
});

test('subgraphs that offer HTTP/2 over TLS are asked over it, and who vouches for them may be named', async () => {
  await using cleanup = new AsyncDisposableStack();
  const certificate = cleanup.use(await createCertificate());
  const secure = [
    cleanup.use(await serve(books, { tls: certificate })),
    cleanup.use(await serve(authors, { tls: certificate })),
  ];
  const directory = await mkdtemp(join(tmpdir(), 'headgate-'));
  cleanup.defer(() => rm(directory, { recursive: true }));
  const supergraph = join(directory, 'supergraph.graphql');
  await writeFile(supergraph, composeSupergraph(secure));
  const env = { NODE_EXTRA_CA_CERTS: certificate.file };
  const gateway = await spawnHeadgate({ args: ['--supergraph', supergraph, '--port', '0'], env });
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  assert.deepEqual(await response.json(), { data });
  assert.equal(await gateway.stop(), 0);
  const args = ['compose', ...secure.map(({ name, url }) => `${name}=${url}`)];
  assert.equal((await runHeadgate({ args, env })).code, 0);
  assert.match((await runHeadgate({ args })).stderr, /self-signed certificate/);
});

test('what is no way to ask over HTTP/2 is refused at start', async () => {
  const env = { SUBGRAPHS: 'a=http://127.0.0.1:1/' };
  await assert.rejects(
    startTestGateway({ env, settings: { subgraphs: { a: { http2: true } } } }),
    /subgraphs.a.http2: expected "auto", "only" or "never"/,
  );
});
