import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { openCatalogue, productsFor } from '../helpers/caching/open-catalogue.ts';

const own = { prices: 'private, max-age=600' };
const byHeader = (name: string, more: object = {}) => ({
  settings: { entityCache: { enabled: true, subgraphs: { prices: { privateIdHeader: name } } }, ...more },
});

test('however many callers race on one entity, each is given their own data', async () => {
  await using issuer = await startIdentityProvider();
  await using running = await openCatalogue(own, { env: issuer.env });
  const { shop, ask } = running;
  const callers = await Promise.all(
    Array.from({ length: 6 }, async (_, n) => `Bearer ${await issuer.issueToken({ userId: `user-${n}` })}`),
  );
  let asked = 0;
  const rounds = 15;
  for (let round = 0; round < rounds; round++) {
    const ids = [String(round % 5), 'always'];
    await Promise.all(
      [...callers, ...callers.toReversed()].map(async (authorization) =>
        assert.deepEqual(await ask(ids, { authorization }), productsFor(authorization, ...ids)),
      ),
    );
    asked += shop.takeAsked('prices').length;
  }
  // Each caller has been asked for at most once for each of the five sets, by both of their requests.
  assert(asked <= 2 * 5 * callers.length, String(asked));
});

test('a token is the same caller again when it is renewed', async () => {
  await using issuer = await startIdentityProvider();
  await using running = await openCatalogue(own, { env: issuer.env });
  const [first, second] = [0, 1].map(() => issuer.issueToken({ userId: 'ada' }));
  const answer = await running.ask(['1'], { authorization: `Bearer ${await first}` });
  assert.deepEqual(await running.ask(['1'], { authorization: `Bearer ${await second}` }), answer);
  assert.equal(running.shop.takeAsked('prices').length, 1);
});

test('private data is not kept of somebody whose token nobody has verified, nor of nobody', async () => {
  await using running = await openCatalogue(own);
  for (const authorization of ['Bearer a', 'Bearer a', 'Bearer b'])
    assert.deepEqual(await running.ask(['1'], { authorization }), productsFor(authorization, '1'));
  for (let time = 1; time <= 2; time++)
    assert.deepEqual(await running.ask(['1']), productsFor('anybody', '1'));
  assert.equal(running.shop.takeAsked('prices').length, 5);
});

test('data of which nothing is said whose it is, is for those without a token alone', async () => {
  await using running = await openCatalogue({ prices: 'max-age=600' });
  for (let time = 1; time <= 2; time++)
    assert.deepEqual(await running.ask(['1']), productsFor('anybody', '1'));
  for (const authorization of ['Bearer a', 'Bearer a'])
    assert.deepEqual(await running.ask(['1'], { authorization }), productsFor(authorization, '1'));
  assert.equal(running.shop.takeAsked('prices').length, 3);
});

test('a header can tell whose private data is', async () => {
  await using running = await openCatalogue(own, byHeader('Authorization'));
  for (const authorization of ['Bearer a', 'Bearer b', 'Bearer a', 'Bearer b'])
    assert.deepEqual(await running.ask(['1'], { authorization }), productsFor(authorization, '1'));
  assert.equal(running.shop.takeAsked('prices').length, 2);
});

test('with a header that tells, data of which nothing is said is private too', async () => {
  const rules = { requestHeaders: [{ forward: 'x-user' }] };
  await using running = await openCatalogue({ prices: 'max-age=600' }, byHeader('x-user', rules));
  for (const user of ['ada', 'ada', 'bob'])
    assert.deepEqual(await running.ask(['1'], { 'x-user': user }), productsFor(user, '1'));
  assert.deepEqual(await running.ask(['1']), productsFor('anybody', '1'));
  assert.equal(running.shop.takeAsked('prices').length, 3);
});
