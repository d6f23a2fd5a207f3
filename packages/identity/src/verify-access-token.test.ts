import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokenVerifier } from './create-token-verifier.ts';
import { makeKey, startIssuer } from './test-support/start-issuer.ts';

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const refused: Readonly<Record<string, readonly [claims: object, header?: object]>> = {
  'of another type': [{}, { typ: 'logout+jwt' }],
  'whose type is an ID token’s': [{}, { typ: 'id_token+jwt' }],
  'whose type is empty': [{}, { typ: '' }],
  'whose type is a list': [{}, { typ: ['at+jwt'] }],
  'that is an ID token by its claims': [{ at_hash: 'x' }, { typ: 'JWT' }],
  'of nobody': [{ sub: '' }],
  'of a blank': [{ sub: ' \n' }],
  'of a number': [{ sub: 7 }],
  'without a subject': [{ sub: undefined }],
  'whose object id is empty': [{ oid: '' }],
  'of a very long name': [{ sub: 'x'.repeat(256) }],
  'that is not yet valid': [{ nbf: 4e9 }],
  'whose beginning is a text': [{ nbf: 'now' }],
  'whose end is a text': [{ exp: 'never' }],
  'that never ends': [{ exp: undefined }],
  'for others': [{ aud: ['api://other'] }],
  'that must be understood and is not': [
    {},
    { crit: ['http://openbanking.org.uk/iat'], 'http://openbanking.org.uk/iat': 1 },
  ],
  'whose roles are a text': [{ roles: 'operator' }],
  'of more than 16,384 characters': [{ padding: 'x'.repeat(16_384) }],
};

for (const [what, [claims, header]] of Object.entries(refused)) {
  test(`a token ${what} is refused`, async () => {
    await using issuer = await startIssuer([await makeKey('one')]);
    const verify = createTokenVerifier(issuer.options);
    assert.equal((await verify(await issuer.sign())).userId, 'ada');
    await assert.rejects(verify(await issuer.sign(claims, header)), { code: 'UNAUTHENTICATED' });
  });
}

test('a token that is not signed, or signed with a public key as a secret, is refused', async () => {
  const key = await makeKey('one');
  await using issuer = await startIssuer([key]);
  const verify = createTokenVerifier(issuer.options);
  const [, payload = '', signature = ''] = (await issuer.sign()).split('.');
  for (const alg of ['none', 'NONE', 'HS256', 'ES384', 'dir', '']) {
    for (const end of ['', signature])
      await assert.rejects(verify([encode({ alg, kid: 'one' }), payload, end].join('.')), {
        code: 'UNAUTHENTICATED',
      });
  }
});

test('types of access tokens are accepted as their specifications write them', async () => {
  await using issuer = await startIssuer([await makeKey('one')]);
  const verify = createTokenVerifier(issuer.options);
  for (const typ of ['at+jwt', 'application/at+jwt', 'AT+JWT', 'JWT', undefined])
    assert.equal((await verify(await issuer.sign({}, { ...(typ && { typ }) }))).userId, 'ada');
});

test('a key id that stands twice is tried with both, and keys without an id too', async () => {
  for (const kid of ['one', undefined]) {
    const keys = [await makeKey(kid), await makeKey(kid)];
    await using issuer = await startIssuer(keys);
    const verify = createTokenVerifier(issuer.options);
    for (const key of keys) assert.equal((await verify(await issuer.sign({}, {}, key))).userId, 'ada');
    await assert.rejects(verify(await issuer.sign({}, {}, await makeKey(kid))), { code: 'UNAUTHENTICATED' });
  }
});
