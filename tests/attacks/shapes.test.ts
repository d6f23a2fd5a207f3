import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTarget, type Target } from './start-target.ts';

let target: Target;
before(async () => {
  target = await startTarget();
});
after(() => target[Symbol.asyncDispose]());

const repeat = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');
const nest = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** What is sent, and the code that it is refused with; undefined where it is run. */
const shapes: Readonly<Record<string, readonly [query: string, code: string | undefined]>> = {
  'many aliases': [`{ ${repeat(1_000, (index) => `a${index}: now`)} }`, 'MAX_ALIASES_LIMIT'],
  'deep fields': [`{ ${'thing { '.repeat(1_000)} id ${'}'.repeat(1_001)}`, 'MAX_DEPTH_LIMIT'],
  'fields just deep enough': [`{ ${'thing { '.repeat(90)} id ${'}'.repeat(91)}`, undefined],
  'nested lists in a literal': [`mutation { save(input: ${nest(150)}) }`, undefined],
  'nested objects in a literal': [
    `mutation { save(input: ${'{a:'.repeat(150)}1${'}'.repeat(150)}) }`,
    undefined,
  ],
  'too deeply nested lists in a literal': [`mutation { save(input: ${nest(5_000)}) }`, 'MAX_DEPTH_LIMIT'],
  'fragments that double': [
    `{ thing { ...F0 } } ${repeat(30, (index) => `fragment F${index} on Thing { id thing { ...F${index + 1} } b: thing { ...F${index + 1} } }`)} fragment F30 on Thing { id }`,
    'MAX_SELECTIONS_LIMIT',
  ],
  'very many fragments': [
    `{ now } ${repeat(1_500, (index) => `fragment F${index} on Thing { id }`)}`,
    'MAX_DEPTH_LIMIT',
  ],
  'fragments in a circle': [
    '{ thing { ...A } } fragment A on Thing { ...B } fragment B on Thing { ...A }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'very many directives': [`{ now ${repeat(3_000, () => '@skip(if: false)')} }`, 'MAX_TOKENS_LIMIT'],
  'very many tokens': [`{ ${'now '.repeat(20_000)} }`, 'MAX_TOKENS_LIMIT'],
  'one field very often': [`{ ${'now '.repeat(10_000)} }`, 'GRAPHQL_VALIDATION_FAILED'],
  'a comment of a megabyte': [`{ now } # ${'{'.repeat(1_000_000)}`, undefined],
};

for (const [name, [query, code]] of Object.entries(shapes)) {
  test(`${name}: ${code ?? 'run'}, and others are answered meanwhile`, async () => {
    const { text } = await target.during(() => target.post({ query }));
    const { data, errors } = JSON.parse(text) as {
      data?: unknown;
      errors?: { extensions: { code: string } }[];
    };
    assert.equal(errors?.[0]?.extensions.code, code, text.slice(0, 300));
    assert.equal(data === undefined, code !== undefined);
  });
}

for (const directive of ['@skip', '@include']) {
  test(`sixteen conditions by ${directive}: run, and others are answered meanwhile`, async () => {
    const variables = repeat(16, (index) => `$c${index}: Boolean!`);
    const query = `query(${variables}) { thing { ${repeat(16, (index) => `... ${directive}(if: $c${index}) { x${index}: a }`)} } }`;
    const values = Object.fromEntries(
      Array.from({ length: 16 }, (_, index) => [`c${index}`, directive === '@include']),
    );
    const { text } = await target.during(() => target.post({ query, variables: values }));
    const { data } = JSON.parse(text) as { data: { thing: Record<string, number> } };
    assert.equal(Object.keys(data.thing).length, 16);
  });
}

test('sixteen conditions by @defer: answered at once, and others are answered meanwhile', async () => {
  const variables = repeat(16, (index) => `$c${index}: Boolean`);
  const query = `query(${variables}) { thing { ${repeat(16, (index) => `... @defer(if: $c${index}) { x${index}: a }`)} } }`;
  const { text, headers } = await target.during(() =>
    target.post({ query }, { accept: 'multipart/mixed;deferSpec=20220824, application/json' }),
  );
  assert.match(String(headers['content-type']), /json/);
  const { data } = JSON.parse(text) as { data: { thing: Record<string, number> } };
  assert.equal(Object.keys(data.thing).length, 16);
});

test('fragments that defer in each other, by four conditions: answered, and others are answered meanwhile', async () => {
  const variables = repeat(4, (index) => `$c${index}: Boolean`);
  const inner = (index: number): string =>
    index === 4 ? '' : `... @defer(if: $c${index}) { x${index}: a ${inner(index + 1)} }`;
  const { text, status } = await target.during(() =>
    target.post(
      { query: `query(${variables}) { thing { ${inner(0)} } }` },
      { accept: 'multipart/mixed;deferSpec=20220824, application/json' },
    ),
  );
  assert.equal(status, 200, text);
  for (let index = 0; index < 4; index++) assert.match(text, new RegExp(`"x${index}":1`));
});

test('fields that move by sixteen shares: each draw is answered in whole, and others are answered meanwhile', async () => {
  const names = Array.from({ length: 16 }, (_, index) => `m${index}`);
  const expected = JSON.stringify({
    data: { thing: Object.fromEntries(names.map((name, at) => [name, at])) },
  });
  const answers = await target.during(() =>
    Promise.all(
      Array.from({ length: 200 }, () => target.post({ query: `{ thing { ${names.join(' ')} } }` })),
    ),
  );
  assert.deepEqual([...new Set(answers.map(({ text }) => text))], [expected]);
});
