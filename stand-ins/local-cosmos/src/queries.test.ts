import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Container, FeedOptions, JSONValue } from '@azure/cosmos';
import { openTestAccount, type TestAccount } from './test-support/open-test-account.ts';

const people = [
  {
    id: '1',
    owner: 'a',
    name: 'Anna',
    age: 31,
    tags: ['red', 'blue'],
    pets: [{ kind: 'cat', legs: 4 }],
    city: 'Oslo',
  },
  { id: '2', owner: 'a', name: 'Ben', age: 25, tags: ['red'], pets: [], city: 'Rome' },
  {
    id: '3',
    owner: 'a',
    name: 'Cleo',
    age: 25,
    tags: [],
    pets: [
      { kind: 'dog', legs: 4 },
      { kind: 'bird', legs: 2 },
    ],
    city: 'Oslo',
  },
  { id: '4', owner: 'b', name: 'Dora', age: 58, tags: ['green'], city: null },
  { id: '5', owner: 'b', name: 'Émile', tags: ['blue'], active: true },
];

describe('queries', () => {
  let account: TestAccount;
  let container: Container;
  before(async () => {
    account = await openTestAccount();
    container = await account.createContainer({
      indexingPolicy: {
        includedPaths: [{ path: '/*' }],
        compositeIndexes: [
          [
            { path: '/age', order: 'ascending' },
            { path: '/name', order: 'descending' },
          ],
        ],
      },
    });
    for (const person of people) await container.items.create(person);
  });
  after(() => account[Symbol.asyncDispose]());

  async function run(query: string, parameters: Record<string, JSONValue> = {}, options?: FeedOptions) {
    const named = Object.entries(parameters).map(([name, value]) => ({ name: `@${name}`, value }));
    return (await container.items.query({ query, parameters: named }, options).fetchAll()).resources;
  }
  /** What a query over nothing but constants gives. */
  const evaluate = async (expression: string) => (await run(`SELECT VALUE [${expression}]`))[0];
  const names = (where: string, parameters?: Record<string, JSONValue>) =>
    run(`SELECT VALUE c.name FROM c WHERE ${where} ORDER BY c.name`, parameters);

  it('returns whole documents, some properties, values or new shapes', async () => {
    const [anna] = await run("SELECT * FROM c WHERE c.id = '1'");
    assert.deepEqual({ ...anna, ...people[0] }, anna);
    assert.deepEqual(
      await run("SELECT c.name, c.age AS years, c['city'], c.age + 1 FROM c WHERE c.id = '1'"),
      [{ name: 'Anna', years: 31, city: 'Oslo', $1: 32 }],
    );
    assert.deepEqual(
      await run("SELECT VALUE { n: c.name, list: [c.age, c.missing] } FROM c WHERE c.id = '2'"),
      [{ n: 'Ben', list: [25] }],
    );
    assert.deepEqual(await run("SELECT c.missing FROM c WHERE c.id = '1'"), [{}]);
    assert.deepEqual(await run('SELECT VALUE c.active FROM c'), [true]);
  });

  it('sees one partition when it is given one', async () => {
    assert.deepEqual(await run('SELECT VALUE c.id FROM c', {}, { partitionKey: 'b' }), ['4', '5']);
    assert.deepEqual(await run("SELECT VALUE c.id FROM c WHERE c.owner = 'b'"), ['4', '5']);
    assert.deepEqual(
      await run("SELECT VALUE c.id FROM c WHERE c.owner = 'b'", {}, { partitionKey: 'a' }),
      [],
    );
  });

  it('compares with parameters, within a type only', async () => {
    assert.deepEqual(await names('c.age >= @age', { age: 31 }), ['Anna', 'Dora']);
    assert.deepEqual(await names('@age < c.age', { age: 31 }), ['Dora']);
    assert.deepEqual(await names("c.age > 'x'"), []);
    assert.deepEqual(await names('c.city = null'), ['Dora']);
    assert.deepEqual(await names('c.active = 1'), []);
    assert.deepEqual(await names('c.tags = @tags', { tags: ['red', 'blue'] }), ['Anna']);
    assert.deepEqual(await names('c.pets[0] = {"legs": 4, "kind": "cat"}'), ['Anna']);
  });

  it('treats what is missing as undefined: neither equal nor unequal', async () => {
    assert.deepEqual(await names('c.age != 25'), ['Anna', 'Dora']);
    assert.deepEqual(await names('NOT c.age = 25'), ['Anna', 'Dora']);
    assert.deepEqual(await names('NOT IS_DEFINED(c.age)'), ['Émile']);
    assert.deepEqual(await names("c.missing = 1 OR c.name = 'Ben'"), ['Ben']);
    assert.deepEqual(await names('(c.age ?? 0) = 0'), ['Émile']);
  });

  it('understands IN, BETWEEN, LIKE and their negations', async () => {
    assert.deepEqual(await names("c.city IN ('Rome', @city)", { city: 'Oslo' }), ['Anna', 'Ben', 'Cleo']);
    assert.deepEqual(await names("c.name NOT IN ('Anna', 'Ben', 'Cleo')"), ['Dora', 'Émile']);
    assert.deepEqual(await names('c.age BETWEEN 26 AND 58'), ['Anna', 'Dora']);
    assert.deepEqual(
      await names("c.name LIKE '%e%'"),
      ['Ben', 'Cleo', 'Émile'].filter((name) => name.includes('e')),
    );
    assert.deepEqual(await names("c.name LIKE '_nna'"), ['Anna']);
    assert.deepEqual(await names("c.name NOT LIKE '[A-C]%'"), ['Dora', 'Émile']);
    assert.equal((await evaluate("'50%' LIKE '50!%' ESCAPE '!'"))[0], true);
  });

  it('knows operators and their precedence', async () => {
    assert.deepEqual(await evaluate("1 + 2 * 3, -2 - -3, 7 % 4, 6 / 4, 5 & 6 | 8, 1 << 3, 'a' || 'b'"), [
      7,
      1,
      3,
      1.5,
      12,
      8,
      'ab',
    ]);
    assert.deepEqual(
      await evaluate('true OR false AND false, NOT true OR true, 1 > 2 ? "x" : "y", 1 + "a"'),
      [true, true, 'y'],
    );
  });

  it('orders by one property, over types: undefined, null, booleans, numbers, strings', async () => {
    assert.deepEqual(await run('SELECT VALUE c.name FROM c ORDER BY c.age DESC'), [
      'Dora',
      'Anna',
      'Cleo',
      'Ben',
      'Émile',
    ]);
    const { items } = await account.createContainer();
    const values = ['s', 1, null, [], true, undefined, 'a', -1, {}, false];
    for (const [index, v] of values.entries()) await items.create({ id: String(index), owner: 'o', v });
    for (const options of [{}, { partitionKey: 'o' }]) {
      const { resources } = await items.query('SELECT c.v FROM c ORDER BY c.v', options).fetchAll();
      assert.deepEqual(
        resources.map(({ v }) => v),
        [undefined, null, false, true, -1, 1, 'a', 's', [], {}],
      );
    }
  });

  it('orders by several properties where a composite index allows it', async () => {
    const inOrder = ['Émile', 'Cleo', 'Ben', 'Anna', 'Dora'];
    assert.deepEqual(await run('SELECT VALUE c.name FROM c ORDER BY c.age, c.name DESC'), inOrder);
    assert.deepEqual(
      await run('SELECT VALUE c.name FROM c ORDER BY c.age DESC, c.name'),
      inOrder.toReversed(),
    );
  });

  it('cuts with TOP and OFFSET LIMIT', async () => {
    assert.deepEqual(await run('SELECT TOP @n VALUE c.id FROM c ORDER BY c.id', { n: 2 }), ['1', '2']);
    assert.deepEqual(await run('SELECT VALUE c.id FROM c ORDER BY c.id OFFSET 1 LIMIT @n', { n: 2 }), [
      '2',
      '3',
    ]);
    assert.deepEqual(await run('SELECT VALUE c.id FROM c ORDER BY c.id DESC OFFSET 4 LIMIT 10'), ['1']);
    assert.deepEqual(await run('SELECT TOP 0 * FROM c'), []);
  });

  it('leaves out duplicates with DISTINCT', async () => {
    assert.deepEqual((await run('SELECT DISTINCT VALUE c.age FROM c')).sort(), [25, 31, 58]);
    assert.deepEqual(await run('SELECT DISTINCT VALUE c.age FROM c ORDER BY c.age DESC'), [58, 31, 25]);
    assert.equal((await run('SELECT DISTINCT c.city FROM c')).length, 4);
  });

  it('aggregates all rows into one', async () => {
    assert.deepEqual(await run('SELECT VALUE COUNT(1) FROM c'), [5]);
    assert.deepEqual(await run("SELECT VALUE COUNT(1) FROM c WHERE c.name = 'nobody'"), [0]);
    assert.deepEqual(await run('SELECT VALUE MAX(c.name) FROM c'), ['Émile']);
    assert.deepEqual(
      await run(
        'SELECT COUNT(c.age) AS n, SUM(c.age) AS s, AVG(c.age) AS a, MIN(c.age) AS low FROM c',
        {},
        { partitionKey: 'a' },
      ),
      [{ n: 3, s: 81, a: 27, low: 25 }],
    );
    assert.deepEqual(await run('SELECT VALUE SUM(c.age) / COUNT(1) FROM c', {}, { partitionKey: 'a' }), [27]);
  });

  it('groups by one or more expressions', async () => {
    const byCity = await run(
      'SELECT c.city, COUNT(1) AS n, MAX(c.age) AS oldest FROM c GROUP BY c.city',
      {},
      { partitionKey: 'a' },
    );
    assert.deepEqual(byCity, [
      { city: 'Oslo', n: 2, oldest: 31 },
      { city: 'Rome', n: 1, oldest: 25 },
    ]);
    const byTwo = await run(
      'SELECT c.owner, LEFT(c.city, 1) AS first, COUNT(1) AS n FROM c GROUP BY c.owner, LEFT(c.city, 1)',
    );
    assert.equal(byTwo.length, 3);
  });

  it('joins a document with the items of its arrays', async () => {
    assert.deepEqual(
      await run('SELECT c.name, p.kind FROM c JOIN p IN c.pets WHERE p.legs = 4 ORDER BY c.name'),
      [
        { name: 'Anna', kind: 'cat' },
        { name: 'Cleo', kind: 'dog' },
      ],
    );
    assert.deepEqual(await run('SELECT VALUE COUNT(1) FROM c JOIN t IN c.tags JOIN p IN c.pets'), [2]);
    assert.deepEqual(await run("SELECT VALUE t FROM t IN c.tags WHERE t != 'red'"), [
      'blue',
      'green',
      'blue',
    ]);
    assert.deepEqual(
      await run('SELECT c.id, b.kind FROM c JOIN (SELECT VALUE p FROM p IN c.pets WHERE p.legs = 2) AS b'),
      [{ id: '3', kind: 'bird' }],
    );
  });

  it('evaluates subqueries as values, arrays and conditions', async () => {
    assert.deepEqual(await names("EXISTS(SELECT VALUE p FROM p IN c.pets WHERE p.kind = 'bird')"), ['Cleo']);
    assert.deepEqual(
      await run("SELECT ARRAY(SELECT VALUE p.kind FROM p IN c.pets) AS kinds FROM c WHERE c.id = '3'"),
      [{ kinds: ['dog', 'bird'] }],
    );
    assert.deepEqual(
      await run(
        "SELECT c.id, (SELECT VALUE SUM(p.legs) FROM p IN c.pets) AS legs FROM c WHERE c.id IN ('1', '3')",
      ),
      [
        { id: '1', legs: 4 },
        { id: '3', legs: 6 },
      ],
    );
  });

  it('calls functions of types, texts, numbers and arrays', async () => {
    assert.deepEqual(await names("ARRAY_CONTAINS(c.tags, 'blue')"), ['Anna', 'Émile']);
    assert.deepEqual(await names("ARRAY_CONTAINS(c.pets, {'kind': 'dog'}, true)"), ['Cleo']);
    assert.deepEqual(await names("STARTSWITH(c.name, 'a', true) OR CONTAINS(c.name, 'le')"), [
      'Anna',
      'Cleo',
      'Émile',
    ]);
    assert.deepEqual(await names('ARRAY_LENGTH(c.tags) = 0 OR IS_NULL(c.city)'), ['Cleo', 'Dora']);
    assert.deepEqual(
      await evaluate(
        "UPPER('é'), LENGTH('abc'), SUBSTRING('abcdef', 1, 3), INDEX_OF('abc', 'c'), REPLACE('aaa', 'a', 'b'), CONCAT('a', 'b', 'c'), TRIM(' x ')",
      ),
      ['É', 3, 'bcd', 2, 'bbb', 'abc', 'x'],
    );
    assert.deepEqual(
      await evaluate('ABS(-2), ROUND(2.5), ROUND(-2.5), FLOOR(1.9), POWER(2, 10), TRUNC(-1.5)'),
      [2, 3, -3, 1, 1024, -1],
    );
    assert.deepEqual(
      await evaluate(
        "ARRAY_SLICE([1,2,3], 1), ARRAY_CONCAT([1], [2]), SetUnion([1,2],[2,3]), IS_STRING('a'), StringToNumber('1.5'), ToString(1), RegexMatch('abc', '^A', 'i'), IIF(1 = 1, 'y', 'n')",
      ),
      [[2, 3], [1, 2], [1, 2, 3], true, 1.5, '1', true, 'y'],
    );
  });

  it('calls functions of dates and places', async () => {
    assert.deepEqual(
      await evaluate(
        "DateTimeAdd('mm', 1, '2024-01-31T00:00:00Z'), DateTimeDiff('day', '2024-01-01', '2024-03-01'), DateTimePart('hh', '2024-01-01T05:06:07Z'), DateTimeToTimestamp('1970-01-01T00:00:01Z'), TimestampToDateTime(0)",
      ),
      ['2024-02-29T00:00:00.0000000Z', 60, 5, 1000, '1970-01-01T00:00:00.0000000Z'],
    );
    const [metres, inside] = await evaluate(
      "ST_DISTANCE({'type':'Point','coordinates':[10.75,59.91]}, {'type':'Point','coordinates':[18.07,59.33]}), ST_WITHIN({'type':'Point','coordinates':[1,1]}, {'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]})",
    );
    assert.ok(Math.abs(metres - 417_000) < 2000, String(metres));
    assert.equal(inside, true);
  });

  it('reads comments, escapes, keywords as property names and any letter case', async () => {
    assert.deepEqual(await evaluate(String.raw`'it\'s \u0041', "a\\b"`), ["it's A", 'a\\b']);
    assert.deepEqual(await run('select value c.value from c where c["order"] = 1 -- nothing has it'), []);
    assert.deepEqual(await run("SELECT c.id value FROM c WHERE c.id = '1'"), [{ value: '1' }]);
  });
});
