import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toPushProperties } from './push-properties.ts';
import { userTag } from './user-tag.ts';

test('an alert has one collapse id in the form that each platform takes', () => {
  const alert = { id: 'A-b_'.repeat(8), severity: 'CRITICAL', message: 'Square: entered the area.' } as const;
  const { collapseId, shortCollapseId, title, body } = toPushProperties(alert);
  assert.match(collapseId, /^[\w-]{32}$/);
  assert.match(shortCollapseId, /^[a-z0-9]{16}$/);
  assert.deepEqual([title, body], ['Critical alert', 'Square: entered the area.']);
  assert.deepEqual(toPushProperties(alert), toPushProperties({ ...alert }));
});

test('every user has a tag of their own that the hub accepts', () => {
  const ids = ['ada', 'auth0|x', 'ä', 'a b', 'x'.repeat(101), `${'x'.repeat(101)}y`];
  const tags = ids.map(userTag);
  assert.equal(tags[0], 'user:ada');
  assert.equal(new Set(tags).size, ids.length);
  for (const tag of tags) assert.match(tag, /^[\w@#.:-]{1,120}$/);
});
