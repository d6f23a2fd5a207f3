import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeOptions } from '../../release/describe-options.ts';
import { writeOptionsSchema } from '../../src/config/write-options-schema.ts';

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
}

function listUndescribed(schema: Schema, path = ''): string[] {
  const { properties = {}, items, additionalProperties, anyOf = [] } = schema;
  const own = Object.entries(properties).flatMap(([name, property]) => [
    ...(property.description === undefined ? [path + name] : []),
    ...listUndescribed(property, `${path}${name}.`),
  ]);
  const inner = [items, additionalProperties, ...anyOf].filter((each) => typeof each === 'object');
  return [...own, ...inner.flatMap((each) => listUndescribed(each, path))];
}

test('every option says what it is for', () => {
  assert.deepEqual(listUndescribed(writeOptionsSchema() as Schema), []);
  assert.deepEqual(listUndescribed({ properties: { a: { items: { properties: { b: {} } } } } }), [
    'a',
    'a.b',
  ]);
});

test('what options are for stands in the declarations that the compiler has printed', () => {
  const printed = [
    'export declare const optionsSchema: z.ZodObject<{',
    '    limits: z.ZodPrefault<z.ZodObject<{',
    '        maxDepth: z.ZodDefault<z.ZodNumber>;',
    '    }, z.core.$strict>>;',
    '    port: z.ZodDefault<z.ZodNumber>;',
    '}, z.core.$strict>;',
    'export interface Other {',
    '    port: number;',
    '}',
  ].join('\n');
  const lines = describeOptions(printed).split('\n');
  assert.deepEqual(
    lines.filter((line) => line.includes('/**')),
    [
      '    /** How large requests may be. */',
      '        /** Of a document; variables may be nested twice as deep. Default: `100`. */',
      '    /** The port to listen on; 0 takes a free one. Default: `4000`. */',
    ],
  );
  assert.equal(lines.length, 12);
});
