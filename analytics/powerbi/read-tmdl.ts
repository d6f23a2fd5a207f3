/** A table of a semantic model, as far as it is checked. */
export interface TmdlTable {
  readonly name: string;
  /** Name → type and the column of the source. */
  readonly columns: ReadonlyMap<string, { readonly dataType: string; readonly source: string }>;
  /** Name → expression. */
  readonly measures: ReadonlyMap<string, string>;
  /** The table of the source. */
  readonly entity: string | undefined;
}

/**
 * Reads a table of the Tabular Model Definition Language: objects are lines with a keyword and a name, their properties are
 * lines beneath with one tab more.
 *
 * @throws Error for a line that is neither
 * @see https://learn.microsoft.com/analysis-services/tmdl/tmdl-overview
 */
export function readTmdl(text: string): TmdlTable {
  const columns = new Map<string, { dataType: string; source: string }>();
  const measures = new Map<string, string>();
  let name = '';
  let entity: string | undefined;
  let column = '';
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, tabs = '', body = ''] = /^(\t*)(\S.*)$/.exec(line) ?? [];
    const fail = () => new Error(`Line ${index + 1} is no TMDL: ${line}`);
    if (body === '') throw fail();
    const object = /^(table|column|measure|partition) (?:'([^']+)'|(\w+))(?: = (.+))?$/.exec(body);
    if (object && tabs.length === (object[1] === 'table' ? 0 : 1)) {
      const named = object[2] ?? object[3] ?? '';
      column = '';
      if (object[1] === 'table') name = named;
      if (object[1] === 'measure') measures.set(named, object[4] ?? '');
      if (object[1] === 'column') {
        column = named;
        columns.set(named, { dataType: '', source: '' });
      }
      continue;
    }
    const [, property, value = ''] = /^(\w+)(?:: (.+))?$/.exec(body) ?? [];
    if (property === undefined || tabs.length < 2) throw fail();
    const known = columns.get(column);
    if (known && property === 'dataType') known.dataType = value;
    if (known && property === 'sourceColumn') known.source = value;
    if (property === 'entityName') entity = value;
  }
  if (name === '') throw new Error('The text defines no table.');
  return { name, columns, measures, entity };
}
