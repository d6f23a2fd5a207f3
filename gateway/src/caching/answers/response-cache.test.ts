import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openResponseCache } from '../../../tests/helpers/caching/open-response-cache.ts';
import type { CacheStore } from '../stores/cache-store.ts';

const forAMinute = { cacheControl: 'public, max-age=60' };
const signedIn = (caller: string) => ({ caller, headers: { authorization: `Bearer of ${caller}` } });

test('an answer is given again while it is fresh, with its age, and made anew after', async () => {
  const cache = openResponseCache();
  const first = await cache.ask(forAMinute);
  assert.equal(first.body, 'answer 1');
  assert.equal(first.headers['cache-control'], 'public, max-age=60');
  assert.match(first.headers['etag'] ?? '', /^W\/"[\w-]{27}"$/);
  cache.advance(59_999);
  const second = await cache.ask(forAMinute);
  assert.deepEqual([second.body, second.headers['age']], ['answer 1', '59']);
  assert.equal(second.headers['etag'], first.headers['etag']);
  cache.advance(1);
  assert.equal((await cache.ask(forAMinute)).body, 'answer 2');
});

test('what no subgraph and no hint says a word about is not kept', async () => {
  const cache = openResponseCache();
  for (const cacheControl of [
    undefined,
    'no-store',
    'max-age=0',
    'no-cache',
    'private, no-store, max-age=60',
  ]) {
    const before = cache.runs();
    await cache.ask({ cacheControl });
    await cache.ask({ cacheControl });
    assert.equal(cache.runs(), before + 2, String(cacheControl));
  }
});

test('answers differ by text, operation name, variables, supergraph and forwarded headers', async () => {
  const cache = openResponseCache();
  const requests = [
    {},
    { query: '{ products { id } }' },
    { operationName: 'Name' },
    { variables: { id: 1 } },
    { variables: { id: '1' } },
    { headers: { 'x-tenant': 'a' } },
    { headers: { 'x-tenant': 'b' } },
  ];
  const ask = () => Promise.all(requests.map((request) => cache.ask(forAMinute, request)));
  const bodies = (await ask()).map(({ body }) => body);
  assert.equal(new Set(bodies).size, requests.length);
  assert.deepEqual(
    (await ask()).map(({ body }) => body),
    bodies,
  );
  cache.reload();
  await ask();
  assert.equal(cache.runs(), 2 * requests.length);
});

test('an automatic persisted query shares the answer of its text, and a wrong hash shares nothing', async () => {
  const cache = openResponseCache();
  const sha256Hash = 'b5ba19e5dfc1ea1ebe4fd0e4fb4ec0c0a1b2d5b5c7b1e9d2d1d0e4ad7e2ab7f3';
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  await cache.ask(forAMinute, { query: undefined, extensions });
  assert.equal((await cache.ask(forAMinute, { query: undefined, extensions })).body, 'answer 1');
  const wrong = await cache.ask(forAMinute, { query: '{ other }', extensions });
  assert.deepEqual([wrong.kind, wrong.body], ['unkept', 'answer 2']);
});

test('a private answer is given to its caller and to nobody else', async () => {
  const cache = openResponseCache();
  const mine = { cacheControl: 'private, max-age=60' };
  assert.equal((await cache.ask(mine, signedIn('ada'))).body, 'answer 1');
  assert.equal((await cache.ask(mine, signedIn('bob'))).body, 'answer 2');
  assert.equal((await cache.ask(mine)).body, 'answer 3');
  assert.equal((await cache.ask(mine, { headers: { authorization: 'not verified' } })).body, 'answer 4');
  assert.equal((await cache.ask(mine, signedIn('ada'))).body, 'answer 1');
  assert.equal((await cache.ask(mine, signedIn('bob'))).body, 'answer 2');
  assert.equal((await cache.ask(mine)).body, 'answer 5');
});

test('an answer that nobody calls public is for those who are like the one who asked', async () => {
  const cache = openResponseCache();
  const unstated = { cacheControl: 'max-age=60' };
  const first = await cache.ask(unstated);
  assert.equal(first.headers['cache-control'], 'max-age=60');
  assert.equal((await cache.ask(unstated)).body, 'answer 1');
  assert.equal((await cache.ask(unstated, signedIn('ada'))).body, 'answer 2');
  assert.equal((await cache.ask(unstated, signedIn('ada'))).body, 'answer 2');
  assert.equal((await cache.ask(unstated, signedIn('bob'))).body, 'answer 3');
});

test('what only some callers may see is private, whatever the subgraph says', async () => {
  const cache = openResponseCache();
  const restricted = {
    ...forAMinute,
    end: { kind: 'answered', hint: 'none', isRestricted: true, types: [] },
  } as const;
  assert.equal((await cache.ask(restricted, signedIn('ada'))).body, 'answer 1');
  assert.equal((await cache.ask(restricted)).body, 'answer 2');
});

test('racing callers never get what is private to another, whatever was known of the operation before', async () => {
  const cache = openResponseCache();
  const callers = ['ada', 'bob', null, 'cy'];
  await cache.ask(forAMinute);
  for (let round = 0; round < 50; round += 1) {
    const cacheControl = round % 3 === 0 ? 'public, max-age=1' : 'private, max-age=1';
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const caller = callers[index % callers.length] ?? null;
        const body = cacheControl.startsWith('public') ? 'of all' : `of ${caller}`;
        return { caller, ...(await cache.ask({ cacheControl, body }, caller ? signedIn(caller) : {})) };
      }),
    );
    for (const { caller, body } of answers) {
      assert(['of all', 'answer 1', `of ${caller}`].includes(body), `${caller} got "${body}"`);
    }
    cache.advance(round % 2 === 0 ? 500 : 1_500);
  }
});

test('a thousand simultaneous misses make one execution, whoever asks, once the operation is known as public', async () => {
  const cache = openResponseCache();
  await cache.ask(forAMinute);
  const gate = Promise.withResolvers<void>();
  const asking = Array.from({ length: 1_000 }, (_, index) =>
    cache.ask(
      { ...forAMinute, until: gate.promise },
      { variables: { id: 1 }, ...(index % 2 ? signedIn(`caller ${index}`) : {}) },
    ),
  );
  await cache.begun();
  gate.resolve();
  const answers = await Promise.all(asking);
  assert.equal(cache.runs(), 2);
  assert(answers.every(({ body }) => body === 'answer 2'));
});

test('a thousand callers of one kind make one execution of an operation that nobody knows yet', async () => {
  const cache = openResponseCache();
  const gate = Promise.withResolvers<void>();
  const asking = Array.from({ length: 1_000 }, () => cache.ask({ ...forAMinute, until: gate.promise }));
  await cache.begun();
  gate.resolve();
  await Promise.all(asking);
  assert.equal(cache.runs(), 1);
});

test('who goes away leaves the work to those who wait, and the last one ends it', async () => {
  const cache = openResponseCache();
  const gate = Promise.withResolvers<void>();
  const [first, second] = [new AbortController(), new AbortController()];
  const begun = cache.begun();
  const asking = [first, second].map(({ signal }) =>
    cache.ask({ ...forAMinute, until: gate.promise }, { openSignal: () => signal }),
  );
  const signal = await begun;
  const lateRun = cache.begun();
  first.abort();
  // What it gets is what can be told of an operation that has no time.
  assert.equal(await lateRun, first.signal);
  assert.equal(signal.aborted, false);
  second.abort();
  assert.equal(signal.aborted, true);
  gate.resolve();
  await Promise.all(asking);
});

test('a stale answer is given while one execution brings a fresh one', async () => {
  const cache = openResponseCache();
  const stale = { cacheControl: 'public, max-age=10, stale-while-revalidate=20' };
  await cache.ask(stale);
  cache.advance(15_000);
  const gate = Promise.withResolvers<void>();
  const begun = cache.begun();
  const late = await Promise.all(
    Array.from({ length: 10 }, () => cache.ask({ ...stale, until: gate.promise })),
  );
  assert(late.every(({ body }) => body === 'answer 1'));
  await begun;
  gate.resolve();
  while ((await cache.ask(stale)).body !== 'answer 2') await new Promise(setImmediate);
  assert.equal(cache.runs(), 2);
  cache.advance(31_000);
  assert.equal((await cache.ask(stale)).body, 'answer 3');
});

test('a stale answer stands in when subgraphs cannot be reached, and not when they refuse', async () => {
  const cache = openResponseCache();
  const kept = { cacheControl: 'public, max-age=10, stale-if-error=60' };
  await cache.ask(kept);
  cache.advance(20_000);
  assert.equal((await cache.ask({ end: { kind: 'failed' } })).body, 'answer 1');
  const refused = await cache.ask({ end: { kind: 'refused' } });
  assert.deepEqual([refused.kind, refused.body], ['unkept', 'answer 3']);
  cache.advance(60_000);
  assert.equal((await cache.ask({ end: { kind: 'failed' } })).body, 'answer 4');
});

test('answers with errors, mutations and answers in parts are not kept', async () => {
  const cache = openResponseCache();
  for (const kind of ['failed', 'refused', 'unfit'] as const) {
    const before = cache.runs();
    await cache.ask({ ...forAMinute, end: { kind } });
    await cache.ask({ ...forAMinute, end: { kind } });
    assert.equal(cache.runs(), before + 2, kind);
  }
});

test('a request with no-cache is run and its answer kept; with no-store it is not kept', async () => {
  const cache = openResponseCache();
  const ask = async (directive?: string) =>
    (await cache.ask(forAMinute, directive ? { headers: { 'cache-control': directive } } : {})).body;
  assert.equal(await ask('no-store'), 'answer 1');
  assert.equal(await ask(), 'answer 2');
  assert.equal(await ask('no-store'), 'answer 2');
  assert.equal(await ask('no-cache'), 'answer 3');
  assert.equal(await ask(), 'answer 3');
  assert.equal(await ask('no-cache, no-store'), 'answer 4');
  assert.equal(await ask(), 'answer 3');
});

test('the longest time is the shortest that anybody allows', async () => {
  const cache = openResponseCache();
  const hint = { maxAgeSeconds: 5, scope: 'public' } as const;
  const end = { kind: 'answered', hint, isRestricted: false, types: [] } as const;
  assert.equal((await cache.ask({ ...forAMinute, end })).headers['cache-control'], 'public, max-age=5');
  const silent = await cache.ask({ end }, { variables: { silent: true } });
  assert.equal(silent.headers['cache-control'], 'public, max-age=5');
  const forbidden = { kind: 'answered', hint: 'forbidden', isRestricted: false, types: [] } as const;
  assert.equal((await cache.ask({ ...forAMinute, end: forbidden }, { variables: { n: 1 } })).kind, 'unkept');
});

test('what became invalid while it was being made is not kept', async () => {
  const cache = openResponseCache();
  const gate = Promise.withResolvers<void>();
  const begun = cache.begun();
  const asking = cache.ask({ ...forAMinute, until: gate.promise });
  await begun;
  cache.invalidate(['subgraph:shop']);
  gate.resolve();
  await asking;
  cache.advance(1);
  assert.equal((await cache.ask(forAMinute)).body, 'answer 2');
  assert.equal((await cache.ask(forAMinute)).body, 'answer 2');
  cache.invalidate(['subgraph:other']);
  assert.equal((await cache.ask(forAMinute)).body, 'answer 2');
  cache.invalidate(['subgraph:shop']);
  assert.equal((await cache.ask(forAMinute)).body, 'answer 3');
});

test('who asks after a change does not wait for what was begun before it', async () => {
  const cache = openResponseCache();
  const gate = Promise.withResolvers<void>();
  const begun = cache.begun();
  const early = cache.ask({ ...forAMinute, until: gate.promise });
  await begun;
  cache.invalidate(['subgraph:shop']);
  assert.equal((await cache.ask(forAMinute)).body, 'answer 2');
  gate.resolve();
  assert.equal((await early).body, 'answer 1');
});

test('what was made by a supergraph that has been replaced is not kept', async () => {
  const cache = openResponseCache();
  const gate = Promise.withResolvers<void>();
  const begun = cache.begun();
  const asking = cache.ask({ ...forAMinute, until: gate.promise });
  await begun;
  cache.reload();
  gate.resolve();
  await asking;
  assert.equal((await cache.ask(forAMinute)).body, 'answer 2');
});

test('a large answer is compressed once for each encoding that is asked for', async () => {
  const cache = openResponseCache();
  const body = 'x'.repeat(5_000);
  const ask = (acceptEncoding?: string) =>
    cache.ask({ ...forAMinute, body }, { headers: { 'accept-encoding': acceptEncoding } });
  const plain = await ask();
  assert.equal(plain.headers['content-encoding'], undefined);
  const brotli = await ask('gzip, deflate, br');
  assert.equal(brotli.headers['content-encoding'], 'br');
  assert(brotli.body.length < 100);
  assert.equal(brotli.headers['etag'], plain.headers['etag']);
  assert.equal((await ask('gzip')).headers['content-encoding'], 'gzip');
  assert.equal((await ask('deflate')).body, body);
  assert.equal((await ask('br;q=0, identity')).body, body);
  assert.equal(cache.runs(), 1);
});

test('requests for one answer share a read of the store, but for those that come after a change', async () => {
  const first = openResponseCache();
  await first.ask(forAMinute);
  const gate = Promise.withResolvers<void>();
  let reads = 0;
  const store: CacheStore = {
    ...first.store,
    async read(keys) {
      const values = await first.store.read(keys);
      reads += 1;
      await gate.promise;
      return values;
    },
  };
  const other = openResponseCache(store);
  const asking = Array.from({ length: 50 }, () => other.ask(forAMinute));
  other.invalidate(['subgraph:shop']);
  const later = other.ask(forAMinute);
  gate.resolve();
  assert.deepEqual(new Set((await Promise.all(asking)).map(({ body }) => body)), new Set(['answer 1']));
  assert.equal((await later).kind, 'kept');
  assert.deepEqual([reads, other.runs()], [2, 1]);
});

test('a value in the store that cannot be read is a miss, and is removed', async () => {
  const cache = openResponseCache();
  const { write } = cache.store;
  cache.store.write = (entries) =>
    write(entries.map((entry) => ({ ...entry, value: Buffer.from('nonsense') })));
  await cache.ask(forAMinute);
  const other = openResponseCache(cache.store);
  assert.equal((await other.ask({ ...forAMinute, body: 'right' })).body, 'right');
  assert.deepEqual(other.events.counts()['store.undecodable'], 1);
});

test('requests for a look inside are run', async () => {
  const cache = openResponseCache();
  await cache.ask(forAMinute);
  const inside = await cache.ask(forAMinute, { headers: { 'apollo-expose-query-plan': 'true' } });
  assert.deepEqual([inside.kind, inside.body], ['unkept', 'answer 2']);
  const traced = await cache.ask(forAMinute, { extensions: { trace: true } });
  assert.deepEqual([traced.kind, traced.body], ['unkept', 'answer 3']);
});
