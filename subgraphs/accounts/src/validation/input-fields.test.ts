import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalLocale } from './canonical-locale.ts';
import { isTimeZone } from './is-time-zone.ts';

test('a language tag is put in canonical form, and anything else refused', () => {
  assert.equal(canonicalLocale('EN-gb'), 'en-GB');
  assert.equal(canonicalLocale('zh-hant-tw'), 'zh-Hant-TW');
  for (const tag of ['', 'english', 'xx-YY', 'de_DE', 'x'.repeat(2_000)])
    assert.equal(canonicalLocale(tag), null, tag);
});

test('a time zone is a name of the IANA database, an alias too, but no offset', () => {
  for (const name of ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Argentina/Ushuaia']) {
    assert(isTimeZone(name), name);
  }
  for (const name of ['', '+01:00', 'Mars/Olympus', 'Europe', ' UTC']) assert(!isTimeZone(name), name);
});
