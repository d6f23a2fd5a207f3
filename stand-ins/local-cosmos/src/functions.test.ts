import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Container } from '@azure/cosmos';
import { answers } from './test-support/answers.ts';
import { openTestAccount, type TestAccount } from './test-support/open-test-account.ts';

const square = (from: number, to: number) =>
  JSON.stringify({
    type: 'Polygon',
    coordinates: [
      [
        [from, from],
        [to, from],
        [to, to],
        [from, to],
        [from, from],
      ],
    ],
  });
const point = (x: number, y: number) => `{'type':'Point','coordinates':[${x},${y}]}`;
const line = `{'type':'LineString','coordinates':[[-1,0.5],[3,0.5]]}`;

describe('functions', () => {
  let account: TestAccount;
  let container: Container;
  before(async () => {
    account = await openTestAccount();
    container = await account.createContainer({
      computedProperties: [{ name: 'small', query: 'SELECT VALUE LOWER(c.name) FROM c' }],
    });
    for (const name of ['Ada', 'Bo', 'Cy']) await container.items.create({ id: name, owner: 'o', name });
  });
  after(() => account[Symbol.asyncDispose]());

  const query = async (text: string) => (await container.items.query(text).fetchAll()).resources;

  async function evaluates(expressions: Record<string, unknown>) {
    for (const [expression, expected] of Object.entries(expressions)) {
      const [found] = await query(`SELECT VALUE { found: ${expression} } FROM c WHERE c.id = 'Ada'`);
      assert.deepEqual((found as { found: unknown }).found, expected, expression);
    }
  }

  it('relate points, lines and polygons', async () => {
    await evaluates({
      [`ST_INTERSECTS(${square(0, 2)}, ${square(1, 3)})`]: true,
      [`ST_INTERSECTS(${square(0, 1)}, ${square(2, 3)})`]: false,
      [`ST_INTERSECTS(${square(0, 3)}, ${square(1, 2)})`]: true,
      [`ST_INTERSECTS(${line}, ${square(0, 1)})`]: true,
      [`ST_INTERSECTS(${point(1, 1)}, ${square(0, 1)})`]: true,
      [`ST_INTERSECTS(1, ${square(0, 1)})`]: undefined,
      [`ST_WITHIN(${square(1, 2)}, ${square(0, 3)})`]: true,
      [`ST_WITHIN(${square(1, 4)}, ${square(0, 3)})`]: false,
      [`ST_WITHIN(${line}, ${square(0, 3)})`]: false,
      [`ST_DISTANCE(${square(0, 2)}, ${square(1, 3)})`]: 0,
      [`ROUND(ST_DISTANCE(${point(0, 0)}, ${point(0, 1)}) / 1000)`]: 111,
      [`ROUND(ST_DISTANCE(${point(2, 0)}, ${square(0, 1)}) / 1000)`]: 111,
      [`ROUND(ST_AREA(${square(0, 1)}) / 1000000)`]: 12364,
      "ST_ISVALID({'type':'Polygon','coordinates':[[[0,0],[1,1]]]})": false,
      [`ST_ISVALIDDETAILED(${line})`]: { valid: true },
    });
  });

  it('count in 64 bits', async () => {
    await evaluates({
      'INTADD(20, 22)': 42,
      'INTSUB(1, 3)': -2,
      'INTMUL(6, 7)': 42,
      'INTDIV(-7, 2)': -3,
      'INTMOD(-7, 2)': -1,
      'INTDIV(1, 0)': undefined,
      'INTADD(1.5, 1)': undefined,
      'INTBITAND(6, 3)': 2,
      'INTBITOR(6, 3)': 7,
      'INTBITXOR(6, 3)': 5,
      'INTBITNOT(0)': -1,
      'INTBITLEFTSHIFT(1, 40)': 1099511627776,
      'INTBITRIGHTSHIFT(-8, 1)': -4,
    });
  });

  it('work on arrays, sets and texts', async () => {
    await evaluates({
      'ARRAY_AVG([1, 2, 6])': 3,
      'ARRAY_SUM([1, 2, 6])': 9,
      'ARRAY_MEDIAN([6, 1, 2, 3])': 2.5,
      "ARRAY_MAX([1, 'a', 2])": 'a',
      'ARRAY_MIN([3, 1, 2])': 1,
      'ARRAY_SUM([])': undefined,
      'SETDIFFERENCE([1, 2, 2, 3], [3])': [1, 2],
      'SETEQUAL([1, 2], [2, 1, 1])': true,
      "CONTAINS_ALL_CI('Abc', 'B', 'c')": true,
      "CONTAINS_ANY_CS('Abc', 'B', 'x')": false,
      "LASTINDEXOF('abcabc', 'b')": 4,
      "SUBSTRINGAFTER('a/b/c', '/')": 'b/c',
      "LASTSUBSTRINGBEFORE('a/b/c', '/')": 'a/b',
      "SUBSTRINGBEFORE('abc', '/')": undefined,
      'TYPE([1])': 'ARRAY',
      'TYPE(c.none)': undefined,
    });
  });

  it('find words and near vectors', async () => {
    await evaluates({
      "FULLTEXTCONTAINS('The quick fox', 'QUICK fox')": true,
      "FULLTEXTCONTAINS('The quickest fox', 'quick')": false,
      "FULLTEXTCONTAINSALL('The quick fox', 'fox', 'the')": true,
      "FULLTEXTCONTAINSANY('The quick fox', 'dog', 'cat')": false,
      'VECTORDISTANCE([1, 0], [0, 1])': 0,
      "VECTORDISTANCE([1, 2], [3, 4], true, {distanceFunction: 'dotproduct'})": 11,
      'VECTORDISTANCE([1, 2], [3])': undefined,
    });
    assert.deepEqual(
      await query('SELECT TOP 1 VALUE c.id FROM c ORDER BY VECTORDISTANCE([1, LENGTH(c.name)], [1, 3])'),
      ['Bo'],
    );
  });

  it('number each document of a container', async () => {
    const numbers = await query('SELECT VALUE DOCUMENTID(c) FROM c');
    assert.equal(new Set(numbers).size, 3);
  });

  it('compute the properties of a container where a query names them', async () => {
    assert.deepEqual(await query("SELECT c.id, c.small FROM c WHERE c.small = 'bo'"), [
      { id: 'Bo', small: 'bo' },
    ]);
    assert.deepEqual(await query('SELECT VALUE c.small FROM c ORDER BY c.small DESC'), ['cy', 'bo', 'ada']);
    const [whole] = await query("SELECT * FROM c WHERE c.id = 'Bo'");
    assert.ok(!Object.hasOwn(whole as object, 'small'));
    await assert.rejects(
      account.createContainer({ computedProperties: [{ name: 'x', query: 'nothing' }] }),
      answers(400),
    );
  });
});
