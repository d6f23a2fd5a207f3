import { buildTree, type SpanTree } from '../build-tree.ts';
import type { ObservedLog, ObservedSpan } from '../span.ts';
import { escapeHtml } from './escape-html.ts';
import { formatMs, formatTime, renderAttributes } from './format-values.ts';
import { renderLogs } from './render-logs.ts';

/** Shows one trace as a tree, with a bar for when each span ran. */
export function renderTrace(spans: readonly ObservedSpan[], logs: readonly ObservedLog[]): string {
  const startMs = Math.min(...spans.map((span) => span.startMs));
  const endMs = Math.max(...spans.map((span) => span.startMs + span.durationMs));
  const period = { startMs, lengthMs: Math.max(endMs - startMs, 0.001) };
  const trees = buildTree(spans);
  const title = trees[0]?.span.name ?? '';
  return `<h1>${escapeHtml(title)}</h1><p>${formatTime(startMs)} · ${spans.length} spans · ${formatMs(endMs - startMs)} · <code>${spans[0]?.traceId}</code></p>
<ul class="tree">${trees.map((tree) => renderSpan(tree, period)).join('')}</ul>
${logs.length > 0 ? renderLogs(logs) : ''}`;
}

function renderSpan(
  { span, children }: SpanTree,
  period: { readonly startMs: number; readonly lengthMs: number },
): string {
  const left = (100 * (span.startMs - period.startMs)) / period.lengthMs;
  const width = Math.max(0.4, (100 * span.durationMs) / period.lengthMs);
  const below = children.map((child) => renderSpan(child, period)).join('');
  return `<li><details><summary><span class="name"><span class="service">${escapeHtml(span.service)}</span> ${escapeHtml(span.name)}${span.hasFailed ? ' <span class="failed">failed</span>' : ''}</span><span class="bar"><span class="${span.kind}" style="left:${left.toFixed(2)}%;width:${Math.min(width, 100 - left).toFixed(2)}%"></span></span><span class="number">${formatMs(span.durationMs)}</span></summary><dl>${renderAttributes({ kind: span.kind, ...span.attributes })}</dl></details>${below ? `<ul>${below}</ul>` : ''}</li>`;
}
