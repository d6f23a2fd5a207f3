import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import type { KeySetCounters } from './create-key-set.ts';
import { createTokenVerifier } from './create-token-verifier.ts';
import { makeKey, startIssuer } from './test-support/start-issuer.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A verifier with a clock of its own, on an issuer. */
async function openVerifier(issuer: Awaited<ReturnType<typeof startIssuer>>) {
  const clock = { nowMs: Date.now() };
  const said: string[] = [];
  const counters: KeySetCounters = { failures: 0, fetchedAtMs: undefined };
  const say = (_details: object, message: string) => void said.push(message);
  const verify = createTokenVerifier({
    ...issuer.options,
    now: () => clock.nowMs,
    logger: { info: say, warn: say },
    keySetCounters: counters,
  });
  let made = 0;
  return {
    clock,
    said,
    counters,
    verify,
    /** Verifies a token that has not been seen before. */
    async verifyNew(header = {}, key?: Awaited<ReturnType<typeof makeKey>>) {
      made += 1;
      return (await verify(await issuer.sign({ jti: String(made) }, header, key))).userId;
    },
    async asked(count: number) {
      while (issuer.state.asked < count) await new Promise(setImmediate);
    },
  };
}

const failures: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'answers 503': (response) => response.writeHead(503).end(),
  'cuts the connection': (response) => response.destroy(),
  'answers with a page': (response) => response.end('<html>'),
  'answers without keys': (response) => response.end('{"keys":[]}'),
  'answers with keys that are none': (response) => response.end('{"keys":[1]}'),
  'sends us elsewhere': (response) => response.writeHead(302, { location: '/other' }).end(),
  'answers without an end': (response) => {
    const write = () => response.destroyed || response.write('x'.repeat(100_000), write);
    write();
  },
};

for (const [failure, fail] of Object.entries(failures)) {
  test(`an issuer whose key set ${failure} locks nobody out for a day, and is told of once`, async () => {
    await using issuer = await startIssuer([await makeKey('one')]);
    const { clock, said, counters, verifyNew, verify, asked } = await openVerifier(issuer);
    const good = issuer.state.answer;
    assert.equal(await verifyNew(), 'ada');
    issuer.state.answer = fail;
    for (const ms of [10 * minuteMs, hourMs, 22 * hourMs]) {
      clock.nowMs += ms;
      const before = issuer.state.asked;
      assert.equal(await verifyNew(), 'ada');
      await asked(before + 1);
      while (counters.failures < before) await new Promise(setImmediate);
    }
    clock.nowMs += 2 * hourMs;
    await assert.rejects(verifyNew(), { code: 'SERVICE_UNAVAILABLE' });
    const before = issuer.state.asked;
    await assert.rejects(verify(await issuer.sign({ jti: 'x' })), { code: 'SERVICE_UNAVAILABLE' });
    assert.equal(issuer.state.asked, before, 'it is not asked at every token');
    assert.equal(said.length, 1);
    assert.equal(counters.failures, 4);
    issuer.state.answer = good;
    clock.nowMs += 1_000;
    assert.equal(await verifyNew(), 'ada');
    assert.equal(counters.fetchedAtMs, clock.nowMs);
    assert.deepEqual(said.slice(1), ['the keys of the identity provider can be fetched again']);
  });
}

test('keys are fetched ahead, while nobody waits', async () => {
  await using issuer = await startIssuer([await makeKey('one')]);
  const { clock, verifyNew, asked } = await openVerifier(issuer);
  await verifyNew();
  const hung = Promise.withResolvers<void>();
  issuer.state.answer = () => hung.resolve();
  clock.nowMs += 6 * minuteMs;
  assert.equal(await verifyNew(), 'ada');
  await hung.promise;
  assert.equal(await verifyNew(), 'ada');
  await asked(2);
  assert.equal(issuer.state.asked, 2);
});

test('a key that the issuer has begun to use is fetched, and made-up key ids ask it seldom', async () => {
  const keys = [await makeKey('one')];
  await using issuer = await startIssuer(keys);
  const { clock, verifyNew } = await openVerifier(issuer);
  await verifyNew();
  const rotated = await makeKey('two');
  keys.push(rotated);
  clock.nowMs += 10_000;
  assert.equal(await verifyNew({}, rotated), 'ada');
  for (let count = 0; count < 50; count++)
    await assert.rejects(verifyNew({ kid: `made-up-${count}` }), { code: 'UNAUTHENTICATED' });
  assert.equal(issuer.state.asked, 2);
});

test('while the keys cannot be had, a token of an unknown key is neither good nor bad', async () => {
  await using issuer = await startIssuer([await makeKey('one')]);
  const { clock, verifyNew } = await openVerifier(issuer);
  await verifyNew();
  issuer.state.answer = (response) => response.destroy();
  clock.nowMs += 10_000;
  await assert.rejects(verifyNew({}, await makeKey('two')), { code: 'SERVICE_UNAVAILABLE' });
  assert.equal(await verifyNew(), 'ada');
});

test('many who come at once wait for one request', async () => {
  await using issuer = await startIssuer([await makeKey('one')]);
  const { verifyNew } = await openVerifier(issuer);
  await Promise.all(Array.from({ length: 20 }, () => verifyNew()));
  assert.equal(issuer.state.asked, 1);
});
