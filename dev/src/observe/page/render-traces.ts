import { buildTree } from '../build-tree.ts';
import type { ObservedSpan } from '../span.ts';
import { escapeHtml } from './escape-html.ts';
import { formatMs, formatTime } from './format-values.ts';

const maxRows = 200;

/** Lists traces of so many spans at least, the newest first. */
export function renderTraces(traces: ReadonlyMap<string, readonly ObservedSpan[]>, minSpans: number): string {
  const newest = [...traces]
    .filter(([, spans]) => spans.length >= minSpans)
    .reverse()
    .slice(0, maxRows);
  if (newest.length === 0) return '<h1>Traces</h1><p>Nothing has happened yet.</p>';
  const rows = newest.map(([id, spans]) => {
    const [root] = buildTree(spans);
    const startMs = Math.min(...spans.map((span) => span.startMs));
    const endMs = Math.max(...spans.map((span) => span.startMs + span.durationMs));
    const services = [...new Set(spans.map(({ service }) => service))];
    const hasFailed = spans.some((span) => span.hasFailed);
    return `<tr><td class="time">${formatTime(startMs)}</td><th scope="row"><a href="/traces/${id}">${escapeHtml(root?.span.name ?? id)}</a>${hasFailed ? ' <span class="failed">failed</span>' : ''}</th><td>${escapeHtml(services.join(', '))}</td><td class="number">${spans.length}</td><td class="number">${formatMs(endMs - startMs)}</td></tr>`;
  });
  return `<h1>Traces</h1><div class="table" tabindex="0" role="region" aria-label="Traces"><table><thead><tr><th scope="col">Began</th><th scope="col">What</th><th scope="col">Where</th><th scope="col" class="number">Spans</th><th scope="col" class="number">From first to last</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
