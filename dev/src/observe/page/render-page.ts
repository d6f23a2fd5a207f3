import { type Observations, spansOfInterest } from '../create-observations.ts';
import { escapeHtml } from './escape-html.ts';
import { pageStyle } from './page-style.ts';
import { renderLogs } from './render-logs.ts';
import { renderMetrics } from './render-metrics.ts';
import { renderTrace } from './render-trace.ts';
import { renderTraces } from './render-traces.ts';

const tabs = [
  ['/', 'Traces'],
  ['/all', 'All traces'],
  ['/logs', 'Logs'],
  ['/metrics', 'Metrics'],
] as const;

/** Writes the page of a path; undefined where there is none. */
export function renderPage(path: string, { traces, logs, metrics }: Observations): string | undefined {
  if (path === '/' || path === '/all')
    return frame(path, renderTraces(traces, path === '/' ? spansOfInterest : 1));
  if (path === '/logs') return frame(path, renderLogs(logs));
  if (path === '/metrics') return frame(path, renderMetrics([...metrics.values()]));
  const [, id = ''] = /^\/traces\/([0-9a-f]{32})$/.exec(path) ?? [];
  const spans = traces.get(id);
  return (
    spans &&
    frame(
      path,
      renderTrace(
        spans,
        logs.filter(({ traceId }) => traceId === id),
      ),
    )
  );
}

function frame(path: string, content: string): string {
  const links = tabs.map(
    ([to, name]) => `<a href="${to}"${to === path ? ' aria-current="page"' : ''}>${name}</a>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${path.startsWith('/traces/') ? '' : '<meta http-equiv="refresh" content="5">'}
<title>What happens · Headgate</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body>
<header><strong>${escapeHtml('What happens')}</strong><nav>${links.join('')}</nav></header>
<main>${content}</main>
</body>
</html>
`;
}
