import { createHash } from 'node:crypto';
import { escapeHtml } from './escape-html.ts';

const style = `
  :root { color-scheme: light dark; --ink: #1b1a19; --paper: #f3f5f9; --card: #fff; --line: #d6d9e0; --quiet: #55595f; --accent: #0f6cbd }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #f2f2f2; --paper: #14161a; --card: #1f2228; --line: #3a3f48; --quiet: #b4b8c0; --accent: #6cb6f5 }
  }
  * { box-sizing: border-box }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--paper); color: var(--ink);
    font: 16px/1.5 'Segoe UI', system-ui, -apple-system, sans-serif }
  main { width: min(420px, 100%); background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 32px }
  h1 { font-size: 22px; line-height: 1.3; margin: 0 0 4px }
  p { margin: 0; color: var(--quiet) }
  form { display: grid; gap: 8px; margin-top: 24px }
  button { display: flex; align-items: center; gap: 12px; width: 100%; padding: 10px 12px; border: 1px solid var(--line); border-radius: 8px;
    background: transparent; color: inherit; font: inherit; text-align: start; cursor: pointer }
  button:hover { border-color: var(--accent) }
  button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
  button i { flex: none; display: grid; place-items: center; width: 36px; height: 36px; border-radius: 50%; background: #0f6cbd; color: #fff;
    font-style: normal; font-weight: 600 }
  button b { display: block; font-weight: 600 }
  button small { color: var(--quiet); font-size: 14px }
`;

/** What the policy of a page says of its style. */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** A page of this issuer: nothing of it comes from elsewhere. `body` is HTML. */
export function renderPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
}
