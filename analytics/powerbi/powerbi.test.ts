import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { refreshGold } from '../src/gold/refresh-gold.ts';
import { refreshModels } from '../src/models/refresh-models.ts';
import { openWarehouse } from '../src/warehouse/open-warehouse.ts';
import { findMistakes, kindOf, projectSchemas } from './project-schemas.ts';
import { readTmdl, type TmdlTable } from './read-tmdl.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

/*
 * Power BI alone can draw the report. What is checked here: the form of each file, that each name leads somewhere, and that
 * the columns are those that the jobs write.
 */

/** DuckDB's types that each type of a semantic model can hold. */
const types: Record<string, readonly string[]> = {
  dateTime: ['TIMESTAMP', 'DATE'],
  string: ['VARCHAR'],
  int64: ['BIGINT', 'INTEGER'],
  double: ['DOUBLE'],
};

/** In pixels. */
interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Projection {
  field: Record<string, { Expression: { SourceRef: { Entity: string } }; Property: string }>;
  queryRef: string;
}

describe('the Power BI project', () => {
  const documents = new Map<string, Record<string, unknown>>();
  const tables = new Map<string, TmdlTable>();
  before(async () => {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (/\.(json|pbip|pbir|pbism|platform)$/.test(entry.name) && entry.isFile())
        documents.set(path.slice(folder.length), JSON.parse(await readFile(path, 'utf8')));
      if (/tables[\\/]\w+\.tmdl$/.test(path)) {
        const table = readTmdl(await readFile(path, 'utf8'));
        tables.set(table.name, table);
      }
    }
  });

  it('has files of the forms that Power BI takes', () => {
    assert.ok(documents.size >= 19);
    for (const [path, document] of documents) assert.deepEqual(findMistakes(document), [], path);
    const kinds = new Set([...documents.values()].map(kindOf));
    assert.deepEqual([...kinds].sort(), Object.keys(projectSchemas).sort());
  });

  it('is refused for a property that is misspelt, missing, of another type or of another version', () => {
    const page = documents.get(join('insights.Report', 'definition', 'pages', 'live', 'page.json'));
    const { width: _, ...narrow } = page as { width: number };
    assert.match(findMistakes(narrow).join(), /width/);
    assert.match(findMistakes({ ...page, heigth: 720 }).join(), /heigth/);
    assert.match(findMistakes({ ...page, displayOption: 'Fit' }).join(), /displayOption/);
    assert.match(findMistakes({ ...page, name: 'a page' }).join(), /name/);
    const version = String(page?.['$schema']).replace('2.0.0', '9.0.0');
    assert.match(findMistakes({ ...page, $schema: version }).join(), /\$schema/);
    assert.match(findMistakes({ $schema: 'page' }).join(), /\$schema/);
  });

  it('places its visuals within their pages, none over another', () => {
    for (const page of ['live', 'history', 'predicted']) {
      const folderOf = join('insights.Report', 'definition', 'pages', page);
      const { width, height } = documents.get(join(folderOf, 'page.json')) as unknown as Rectangle;
      const visuals = [...documents].flatMap(([path, { position }]) =>
        path.startsWith(join(folderOf, 'visuals')) ? [position as Rectangle] : [],
      );
      for (const [index, one] of visuals.entries()) {
        assert.ok(one.x + one.width <= width && one.y + one.height <= height, page);
        for (const other of visuals.slice(index + 1))
          assert.ok(
            one.x + one.width <= other.x ||
              other.x + other.width <= one.x ||
              one.y + one.height <= other.y ||
              other.y + other.height <= one.y,
            page,
          );
      }
    }
  });

  it('has the pages live, history and predicted, and refreshes the first by itself', () => {
    const pages = documents.get(join('insights.Report', 'definition', 'pages', 'pages.json')) as {
      pageOrder: string[];
    };
    assert.deepEqual(pages.pageOrder, ['live', 'history', 'predicted']);
    for (const name of pages.pageOrder) {
      const page = documents.get(join('insights.Report', 'definition', 'pages', name, 'page.json'));
      assert.equal(page?.['name'], name);
    }
    const live = documents.get(join('insights.Report', 'definition', 'pages', 'live', 'page.json'));
    assert.match(JSON.stringify(live), /pageRefresh.*00:00:30/);
  });

  it('shows columns and measures that the model has', () => {
    const visuals = [...documents].filter(([path]) => path.endsWith('visual.json'));
    assert.ok(visuals.length >= 9);
    for (const [path, document] of visuals) {
      const { query } = document['visual'] as {
        query: { queryState: Record<string, { projections: Projection[] }> };
      };
      for (const { field, queryRef } of Object.values(query.queryState).flatMap(
        ({ projections }) => projections,
      )) {
        const [
          [kind, { Expression, Property }] = [
            '',
            { Expression: { SourceRef: { Entity: '' } }, Property: '' },
          ],
        ] = Object.entries(field);
        const table = tables.get(Expression.SourceRef.Entity);
        const isThere = kind === 'Measure' ? table?.measures.has(Property) : table?.columns.has(Property);
        assert.ok(isThere, `${path}: ${queryRef}`);
        assert.equal(queryRef, `${Expression.SourceRef.Entity}.${Property}`);
      }
    }
  });

  it('has measures over columns of its tables, and all tables in the model', async () => {
    const model = await readFile(join(folder, 'insights.SemanticModel', 'definition', 'model.tmdl'), 'utf8');
    for (const [name, { measures }] of tables) {
      assert.match(model, new RegExp(`^ref table ${name}$`, 'm'));
      for (const expression of measures.values())
        for (const [, of = '', column = ''] of expression.matchAll(/(\w+)\[(\w+)\]/g))
          assert.ok(tables.get(of)?.columns.has(column), expression);
    }
  });

  it('has the columns that the jobs write, in types that hold them', async () => {
    await using warehouse = await openWarehouse();
    await refreshGold(warehouse, 'all');
    await refreshModels(warehouse, { now: () => 0, horizonDays: 30, users: [] });
    for (const { name, columns, entity } of tables.values()) {
      assert.equal(entity, name);
      const written = await warehouse.query<{ column_name: string; column_type: string }>(`describe ${name}`);
      const typeOf = new Map(written.map((each) => [each.column_name, each.column_type]));
      for (const [column, { dataType, source }] of columns) {
        assert.equal(source, column);
        assert.ok(
          types[dataType]?.includes(typeOf.get(column) ?? ''),
          `${name}.${column}: ${typeOf.get(column)}`,
        );
      }
    }
  });

  it('is read line by line, and what is no TMDL is refused', () => {
    assert.throws(() => readTmdl('table a\n\n  column b\n'), /Line 3/);
    assert.throws(() => readTmdl('\tcolumn a\n'), /no table/);
  });
});
