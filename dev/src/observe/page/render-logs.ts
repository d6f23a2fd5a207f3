import type { ObservedLog } from '../span.ts';
import { escapeHtml } from './escape-html.ts';
import { formatTime } from './format-values.ts';

const maxRows = 300;

/** Lists what was logged, the newest first. */
export function renderLogs(logs: readonly ObservedLog[]): string {
  if (logs.length === 0) return '<h1>Logs</h1><p>Nothing has been logged yet.</p>';
  const rows = logs
    .slice(-maxRows)
    .reverse()
    .map(({ timeMs, level, service, message, traceId, attributes }) => {
      const reason = attributes['exception.message'];
      const trace = traceId ? `<a href="/traces/${escapeHtml(traceId)}">trace</a>` : '';
      const isBad = level === 'error' || level === 'fatal';
      return `<tr><td class="time">${formatTime(timeMs)}</td><td${isBad ? ' class="failed"' : ''}>${escapeHtml(level)}</td><td>${escapeHtml(service)}</td><th scope="row">${escapeHtml(message)}${reason === undefined ? '' : `<small>${escapeHtml(String(reason))}</small>`}</th><td>${trace}</td></tr>`;
    });
  return `<h1>Logs</h1><div class="table" tabindex="0" role="region" aria-label="Logs"><table><thead><tr><th scope="col">When</th><th scope="col">Level</th><th scope="col">Where</th><th scope="col">What</th><th scope="col">Trace</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
