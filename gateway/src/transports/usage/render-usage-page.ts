import type { FieldJudgement, OperationUsage, UsageReport } from '../../ports/operation-usage.ts';
import { escapeHtml } from './escape-html.ts';
import { usageStyle } from './usage-style.ts';

/** More rows than these tell a person nothing; programs get all. */
const maxRows = 200;

const verdicts = {
  used: 'It is used',
  unused: 'It may be removed',
  unknown: 'Nobody can tell',
  absent: 'There is none',
} as const;

/** Writes the page that shows operators what is used. */
export function renderUsagePage(report: UsageReport, judgement: FieldJudgement | undefined): string {
  const { days, operations, fields } = report;
  const requests = operations.reduce((sum, each) => sum + each.requests, 0);
  const period = days.length === 0 ? 'Nothing has been recorded yet.' : `${days[0]} to ${days.at(-1)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>What is used · Headgate</title>
<link rel="icon" href="data:,">
<style>${usageStyle}</style>
</head>
<body>
<header><a href="/">Headgate</a></header>
<main>
<h1>What is used</h1>
<p>${period} · ${count(requests)} requests · ${count(operations.length)} operations · ${count(fields.length)} fields and arguments</p>
<form>
<label for="field">May this field be removed?</label>
<input id="field" name="field" placeholder="User.name" value="${escapeHtml(judgement?.coordinate ?? '')}" spellcheck="false" autocapitalize="none" list="fields">
<datalist id="fields">${fields.map(({ coordinate }) => `<option value="${escapeHtml(coordinate)}">`).join('')}</datalist>
<button>Look</button>
</form>
${judgement ? renderJudgement(judgement) : ''}
${renderOperations(judgement ? 'Operations that have it' : 'Operations', judgement?.operations ?? operations)}
${judgement ? '' : renderFields(report)}
</main>
</body>
</html>
`;
}

function renderJudgement({ coordinate, verdict, reason }: FieldJudgement): string {
  return `<section class="verdict ${verdict}" role="status"><h2>${verdicts[verdict]}: <code>${escapeHtml(coordinate)}</code></h2><p>${escapeHtml(reason)} <a href="/usage">All that is used</a></p></section>`;
}

function renderOperations(title: string, operations: readonly OperationUsage[]): string {
  if (operations.length === 0) return '';
  const rows = operations.slice(0, maxRows).map(
    ({ id, type, name, requests, failed, refused, averageMs, p95Ms, lastDay, clients }) => `<tr>
<th scope="row">${escapeHtml(name)}<small>${escapeHtml(type)} ${escapeHtml(id)}</small></th>
<td class="number">${count(requests)}</td><td class="number${failed > 0 ? ' bad' : ''}">${count(failed)}</td><td class="number">${count(refused)}</td>
<td class="number">${averageMs}</td><td class="number">${p95Ms === undefined ? 'over 10,000' : `≤ ${count(p95Ms)}`}</td>
<td>${clients.slice(0, 5).map(renderClient).join('<br>')}${clients.length > 5 ? `<br>and ${clients.length - 5} more` : ''}</td><td class="day">${lastDay}</td>
</tr>`,
  );
  return renderTable(title, operations.length, {
    heads: ['Operation', 'Requests', 'Failed', 'Refused', 'Mean ms', '95 % ms', 'Clients', 'Last'],
    rows,
  });
}

const renderClient = ({ name, version, requests }: OperationUsage['clients'][number]) =>
  `${escapeHtml(name)} ${escapeHtml(version)} <small>${count(requests)}</small>`;

function renderFields({ fields }: UsageReport): string {
  if (fields.length === 0) return '';
  const rows = fields.slice(0, maxRows).map(
    ({ coordinate, requests, operations, lastDay }) => `<tr>
<th scope="row"><a href="/usage?field=${encodeURIComponent(coordinate)}"><code>${escapeHtml(coordinate)}</code></a></th>
<td class="number">${count(requests)}</td><td class="number">${count(operations.length)}</td><td class="day">${lastDay}</td>
</tr>`,
  );
  return renderTable('Fields and arguments', fields.length, {
    heads: ['Coordinate', 'Requests', 'Operations', 'Last'],
    rows,
  });
}

function renderTable(
  title: string,
  total: number,
  { heads, rows }: { readonly heads: readonly string[]; readonly rows: readonly string[] },
): string {
  const shown =
    total > maxRows
      ? `<p>The first ${maxRows} of ${count(total)}; <code>headgate usage</code> lists all.</p>`
      : '';
  const head = heads
    .map((each) => `<th scope="col"${numeric.has(each) ? ' class="number"' : ''}>${each}</th>`)
    .join('');
  return `<section><h2>${title}</h2>${shown}<div class="table" tabindex="0" role="region" aria-label="${title}"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div></section>`;
}

const numeric = new Set(['Requests', 'Failed', 'Refused', 'Mean ms', '95 % ms', 'Operations']);

const count = (value: number) => value.toLocaleString('en');
