import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileTagExpression } from './compile-tag-expression.ts';

const matches = (expression: string, ...tags: string[]) => compileTagExpression(expression)(new Set(tags));

test('not binds closer than and, and closer than or, unless parentheses say otherwise', () => {
  assert(matches('a || b && c', 'a'));
  assert(!matches('(a || b) && c', 'a'));
  assert(matches('(a||b)&&!muted', 'b'));
  assert(!matches('(a||b)&&!muted', 'b', 'muted'));
  assert(matches('!(a && b) && !!a', 'a'));
  assert(matches('user:ada@example.com', 'user:ada@example.com'));
  assert(matches('$InstallationId:{i-1} || x', '$InstallationId:{i-1}'));
});

test('what is no expression is refused', () => {
  for (const expression of [
    '',
    ' ',
    'a &&',
    '&& a',
    'a b',
    '(a',
    'a)',
    'a & b',
    'ä',
    `${'x'.repeat(121)}`,
    '!',
  ])
    assert.throws(() => compileTagExpression(expression), /tag expression/, expression);
});

test('twenty alternatives are allowed, and six tags of anything else', () => {
  const tags = (count: number, operator: string) =>
    Array.from({ length: count }, (_, n) => `t${n}`).join(operator);
  assert(matches(tags(20, ' || '), 't19'));
  assert.throws(() => compileTagExpression(tags(21, '||')), /21 tags: up to 20/);
  assert(!matches(tags(6, '&&'), 't1'));
  assert.throws(() => compileTagExpression(tags(7, '&&')), /7 tags: up to 6/);
});
