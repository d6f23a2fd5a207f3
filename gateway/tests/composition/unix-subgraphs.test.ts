import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { composeSupergraph } from '../helpers/compose-supergraph.ts';
import { runHeadgate } from '../helpers/spawn-headgate.ts';
import { startLiveSubgraph } from '../helpers/start-live-subgraph.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';

/** Two subgraphs on Unix sockets; the one tells of books, also live, and the other of who wrote them. */
async function startSubgraphs() {
  await using cleanup = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-'));
  cleanup.defer(() => rm(directory, { recursive: true }));
  const books = cleanup.use(
    await startLiveSubgraph({
      name: 'books',
      socketPath: join(directory, 'books.sock'),
      typeDefs: `
        type Query { book: Book } type Subscription { written: Book }
        type Book { title: String author: Author } type Author @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { book: () => ({ title: 'Notes', author: { id: 'ada' } }) },
        Subscription: {
          written: {
            async *subscribe() {
              yield { written: { title: 'More notes', author: { id: 'ada' } } };
            },
          },
        },
      },
    }),
  );
  const authors = cleanup.use(
    await startLiveSubgraph({
      name: 'authors',
      socketPath: join(directory, 'authors.sock'),
      typeDefs: 'type Query { authors: Int } type Author @key(fields: "id") { id: ID! name: String }',
      resolvers: { Author: { __resolveReference: () => ({ name: 'Ada Lovelace' }) } },
    }),
  );
  const running = cleanup.move();
  return { books, authors, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

const query = '{ book { title author { name } } }';
const book = { title: 'Notes', author: { name: 'Ada Lovelace' } };

test('subgraphs on Unix sockets that the supergraph names are asked, and subscribed to', async () => {
  await using subgraphs = await startSubgraphs();
  const sdl = composeSupergraph([subgraphs.books, subgraphs.authors]);
  await using gateway = await startTestGateway({ sdl });
  assert.deepEqual((await gateway.post({ query })).body, { data: { book } });
  const events: unknown[] = [];
  for await (const { data, errors } of gateway
    .connect()
    .iterate({ query: 'subscription { written { title author { name } } }' }))
    events.push(errors ?? data);
  assert.deepEqual(events, [{ written: { title: 'More notes', author: book.author } }]);
});

test('an address of a Unix socket takes the place of that in the supergraph', async () => {
  await using subgraphs = await startSubgraphs();
  const { books, authors } = subgraphs;
  const sdl = composeSupergraph([
    { ...books, url: 'http://127.0.0.1:1/' },
    { ...authors, url: '' },
  ]);
  const settings = { subgraphs: { books: { url: books.url } } };
  await using gateway = await startTestGateway({
    sdl,
    settings,
    env: { SUBGRAPHS: `authors=${authors.url}` },
  });
  assert.deepEqual((await gateway.post({ query })).body, { data: { book } });
});

test('running subgraphs on Unix sockets are composed', async () => {
  await using subgraphs = await startSubgraphs();
  const { books, authors } = subgraphs;
  const env = { SUBGRAPHS: `books=${books.url},authors=${authors.url}` };
  await using gateway = await startTestGateway({ env });
  const ready = new URL('/health/ready', gateway.url);
  while (!(await fetch(ready)).ok) await turn();
  assert.deepEqual((await gateway.post({ query })).body, { data: { book } });
});

test('compose asks running subgraphs on Unix sockets', async () => {
  await using subgraphs = await startSubgraphs();
  const { books, authors } = subgraphs;
  const args = ['compose', `books=${books.url}`, `authors=${authors.url}`];
  const { code, stdout, stderr } = await runHeadgate({ args });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /name: "books", url: "unix:\/\/.*books.sock\?path=\/graphql"/);
  const wrong = await runHeadgate({ args: ['compose', 'a=unix://run/a.sock'] });
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /"a=unix:\/\/run\/a.sock" is no subgraph/);
});

test('a wrong address of a Unix socket is refused at start, wherever it stands', async () => {
  const subgraph = { name: 'a', typeDefs: 'type Query { a: Int }', url: 'unix://run/a.sock' };
  const sdl = composeSupergraph([subgraph]);
  await assert.rejects(startTestGateway({ sdl }), /"a", "unix:\/\/run\/a.sock": expected .* no host/);
  await assert.rejects(
    startTestGateway({ env: { SUBGRAPHS: 'a=unix:b' } }),
    /SUBGRAPHS .*a: .*absolute path/,
  );
  for (const field of ['url', 'webSocketUrl'])
    await assert.rejects(
      startTestGateway({ sdl, settings: { subgraphs: { a: { [field]: `unix:///${'x'.repeat(108)}` } } } }),
      new RegExp(`subgraphs.a.${field}: .*at most 107 bytes`),
    );
});
