import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, print } from 'graphql';
import { rewriteSupergraph } from './rewrite-supergraph.ts';

function rewrite(sdl: string) {
  const document = parse(sdl, { noLocation: true });
  const { document: rewritten, synthetics } = rewriteSupergraph(document);
  return { isSame: rewritten === document, sdl: print(rewritten), synthetics };
}

test('a supergraph that needs no change stays the very same', () => {
  const { isSame } = rewrite(
    'type T @join__type(graph: A, key: "id") { id: ID a: Int @join__field(graph: A, requires: "id") }',
  );
  assert.equal(isSame, true);
});

test('each use of a field with arguments in a @requires becomes a field of its own', () => {
  const { sdl, synthetics } = rewrite(`
    interface I { price(c: String, d: Int): Int @join__field(graph: B) }
    type T implements I {
      price(c: String, d: Int): Int @join__field(graph: B)
      a: Int @join__field(graph: A, requires: "price(c: \\"X\\", d: 1)")
      b: Int @join__field(graph: A, requires: "price(d: 1, c: \\"X\\") other { deep(n: 2) }")
      c: Int @join__field(graph: A, requires: "price")
      other: O
    }
    type O { deep(n: Int): Int }`);
  assert.deepEqual(
    [...synthetics],
    [
      ['_r0__price', { real: 'price', args: 'c: "X", d: 1' }],
      ['_r1__deep', { real: 'deep', args: 'n: 2' }],
      ['_r2__price', { real: 'price', args: '' }],
    ],
  );
  const lines = sdl.split('\n').map((line) => line.trim());
  assert.ok(lines.includes('a: Int @join__field(graph: A, requires: "_r0__price")'));
  assert.ok(
    lines.includes('b: Int @join__field(graph: A, requires: "_r0__price other {\\n  _r1__deep\\n}")'),
  );
  assert.deepEqual(
    lines.filter((line) => line.startsWith('_r')),
    ['_r0__price: Int @join__field(graph: B)', '_r2__price: Int @join__field(graph: B)', '_r1__deep: Int'],
    'on the type that requires them alone',
  );
});

test('a field of an interface gets its synthetic on every type of the interface', () => {
  const { sdl } = rewrite(`
    type Q { i: I a: Int @join__field(graph: A, requires: "i { name(n: 1) }") }
    interface I { name(n: Int): String }
    type T implements I { name(n: Int): String }`);
  assert.match(sdl, /interface I [^}]*_r0__name: String/);
  assert.match(sdl, /type T [^}]*_r0__name: String/);
});

test('keys that cannot be resolved come after those that can', () => {
  const { sdl } = rewrite(
    `type T @join__type(graph: A, key: "a", resolvable: false) @join__type(graph: A, key: "b") { a: Int b: Int }`,
  );
  assert.ok(sdl.indexOf('key: "b"') < sdl.indexOf('key: "a"'));
});
