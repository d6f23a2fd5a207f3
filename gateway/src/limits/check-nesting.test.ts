import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkNesting } from './check-nesting.ts';

const fits = (source: string) => checkNesting(source, 3) === undefined;

test('brackets of every kind count while they are open', () => {
  assert(fits('{ a(b: [1]) { c } } { d { e { f } } }'));
  assert(!fits('{ a { b { c { d } } } }'));
  assert(!fits('{ a(b: [[1]]) }'));
});

test('brackets in strings and comments do not count', () => {
  assert(fits('{ a(b: "{{{{{{") }'));
  assert(fits('{ a(b: "\\"{{{{{{") }'));
  assert(fits('{ a(b: """ " {{{{ \\""" {{{{ """) }'));
  assert(fits('{ a # {{{{{{\n }'));
  assert(fits('{ a(b: "") { c } }'));
});

test('brackets after a string or a comment count', () => {
  assert(!fits('{ a(b: "") { b { c { d } } } }'));
  assert(!fits('{ a(b: "\\\\") { b { c { d } } } }'));
  assert(!fits('# x\n{ a { b { c { d } } } }'));
  assert(!fits('{ a(b: """x""") { b { c { d } } } }'));
});

test('text without an end is read to its end', () => {
  assert(fits('{ a(b: "{{{{'));
  assert(fits('{ a(b: """{{{{'));
  assert(fits('# {{{{'));
  assert(!fits('{ a(b: "{{{{\n {{{{'));
});

test('fragments are counted, since they may be spread in each other', () => {
  const document = (count: number) => 'fragment F on T { a } '.repeat(count);
  assert(fits(document(1_000)));
  assert(!fits(document(1_001)));
});
