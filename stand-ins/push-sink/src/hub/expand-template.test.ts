import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandHeader, expandTemplate } from './expand-template.ts';

const properties = { name: 'Ada "L" <1>', Count: '40', long: 'This is the title line', url: 'a b&c' };
const expand = (value: string) => JSON.parse(expandTemplate(JSON.stringify({ value }), properties)).value;

test('the expressions of the template language give what the service documents', () => {
  const cases: readonly [string, unknown][] = [
    ['$(name)', 'Ada "L" <1>'],
    ['$(NAME)', 'Ada "L" <1>'],
    ['$(absent)', ''],
    ['$(long, 4)', 'This'],
    ['.(long, 20)', 'This is the title...'],
    ['.(long, 22)', 'This is the title line'],
    ['%(url)', 'a%20b%26c'],
    ['#(count)', 40],
    ['#(name)', 'Ada "L" <1>'],
    ["{'Hi, ' + $(name)}", 'Hi, Ada "L" <1>'],
    ["{$(count) + ' - ' + #(count) + \" + '\"}", "40 - 40 + '"],
    ['Hi, $(name)', 'Hi, $(name)'],
    ['plain', 'plain'],
  ];
  for (const [template, expected] of cases) assert.equal(expand(template), expected, template);
});

test('values are escaped as the document needs it, wherever expressions stand', () => {
  const json = expandTemplate('{"a":[{"b":"$(name)"}],"n":1}', properties);
  assert.deepEqual(JSON.parse(json), { a: [{ b: 'Ada "L" <1>' }], n: 1 });
  const xml = expandTemplate(`<t launch="$(name)"><text id="1">{'&lt;' + $(name)}</text></t>`, properties);
  assert.equal(
    xml,
    '<t launch="Ada &quot;L&quot; &lt;1&gt;"><text id="1">&lt;Ada &quot;L&quot; &lt;1&gt;</text></t>',
  );
  assert.equal(expandHeader('$(count)', properties), '40');
  assert.equal(expandHeader('wns/toast', properties), 'wns/toast');
});

test('what is neither JSON nor XML, and braces around no expression, are refused', () => {
  for (const body of ['nonsense', '{"a":"{$(name) $(name)}"}', '{"a":"{x}"}', '{"a":"{}"}'])
    assert.throws(() => expandTemplate(body, properties), { status: 400 }, body);
});
