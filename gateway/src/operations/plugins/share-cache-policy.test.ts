import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPolicyCollector, type OperationEnd } from '../../caching/policy/create-policy-collector.ts';
import { createRequestContext } from './create-request-context.ts';
import { shareCachePolicy } from './share-cache-policy.ts';

const ada = { userId: 'ada', roles: [], scopes: [], expiresAtMs: 0 };
const unhinted: OperationEnd = { kind: 'answered', hint: 'none', isRestricted: false, types: [] };

interface Situation {
  readonly said: readonly (string | undefined)[];
  readonly hinted?: OperationEnd;
  readonly identity?: typeof ada;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a plugin has said before, in seconds. */
  readonly stated?: number;
}

/** What plugins make of what the subgraphs said, one after the other. */
function combine({ said, hinted = unhinted, identity, headers = {}, stated }: Situation) {
  const own = createPolicyCollector({ isAuthorized: false });
  const context = createRequestContext(
    { http: () => ({}) } as never,
    { identity: identity ?? null, headers, signal: new AbortController().signal, cachePolicy: own },
    { schema: {} as never, service: {} as never },
  );
  if (stated !== undefined) context.overallCachePolicy.restrict({ maxAge: stated });
  const { cachePolicy } = shareCachePolicy(context, hinted);
  for (const header of said) {
    const answered = header === undefined ? {} : { 'cache-control': header };
    cachePolicy?.add({ subgraph: 'products', headers: answered });
  }
  assert.deepEqual(own.tags(), said.length > 0 ? ['subgraph:products'] : []);
  return context.overallCachePolicy.policyIfCacheable();
}

test('plugins see the shortest time and the smallest audience of what subgraphs say', () => {
  assert.deepEqual(combine({ said: ['public, max-age=60', 'public, max-age=30'] }), {
    maxAge: 30,
    scope: 'PUBLIC',
  });
  assert.deepEqual(combine({ said: ['public, max-age=60', 'private, max-age=90'] }), {
    maxAge: 60,
    scope: 'PRIVATE',
  });
  for (const header of [undefined, 'no-store', 'max-age=0', 'nonsense'])
    assert.equal(combine({ said: ['public, max-age=60', header] }), null, header);
  assert.equal(combine({ said: [] }), null);
});

test('a plugin may speak for a subgraph that says nothing, and for no other', () => {
  assert.equal(combine({ said: [undefined], stated: 60 })?.maxAge, 60);
  assert.equal(combine({ said: [undefined, 'public, max-age=30'], stated: 60 })?.maxAge, 30);
  assert.equal(combine({ said: ['no-store'], stated: 60 }), null);
});

test('what is answered to somebody is for them alone unless the subgraph says otherwise', () => {
  for (const caller of [{ identity: ada }, { headers: { authorization: 'Bearer a' } }]) {
    assert.equal(combine({ said: ['max-age=60'], ...caller })?.scope, 'PRIVATE');
    assert.equal(combine({ said: ['public, max-age=60'], ...caller })?.scope, 'PUBLIC');
  }
});

test('hints of the schema restrict it too', () => {
  const said = ['public, max-age=60'];
  const hint = { maxAgeSeconds: 10, scope: 'private' } as const;
  assert.deepEqual(combine({ said, hinted: { ...unhinted, hint } }), { maxAge: 10, scope: 'PRIVATE' });
  assert.equal(combine({ said, hinted: { ...unhinted, hint: 'forbidden' } }), null);
  assert.deepEqual(combine({ said, hinted: { ...unhinted, isRestricted: true } }), {
    maxAge: 60,
    scope: 'PRIVATE',
  });
});
