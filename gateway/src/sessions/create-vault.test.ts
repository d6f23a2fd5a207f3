import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { createVault } from './create-vault.ts';

test('what is sealed opens at its place alone, and by no other key', () => {
  const key = randomBytes(32);
  const vault = createVault([key]);
  const sealed = vault.seal('a token ✓', 'place');
  assert.equal(vault.open(sealed, 'place'), 'a token ✓');
  assert.equal(vault.open(sealed, 'another'), undefined);
  assert.equal(createVault([randomBytes(32)]).open(sealed, 'place'), undefined);
  assert.notEqual(vault.seal('a token ✓', 'place'), sealed);
});

test('after a new key has come, what the old one sealed still opens until that goes', () => {
  const [older, newer] = [randomBytes(32), randomBytes(32)];
  const sealed = createVault([older]).seal('text', 'place');
  const both = createVault([newer, older]);
  assert.equal(both.open(sealed, 'place'), 'text');
  const again = both.seal('text', 'place');
  assert.equal(createVault([newer]).open(again, 'place'), 'text');
  assert.equal(createVault([newer]).open(sealed, 'place'), undefined);
});

test('whatever was changed does not open', () => {
  const vault = createVault([randomBytes(32)]);
  const bytes = Buffer.from(vault.seal('text', 'place'), 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(vault.open(changed.toString('base64url'), 'place'), undefined, `byte ${at}`);
  }
  for (const text of ['', 'x', bytes.subarray(0, 20).toString('base64url')])
    assert.equal(vault.open(text, 'place'), undefined);
});
