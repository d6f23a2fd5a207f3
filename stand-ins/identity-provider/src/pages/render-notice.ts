import { escapeHtml } from './escape-html.ts';
import { renderPage } from './render-page.ts';

/** A page that only says something. */
export function renderNotice(title: string, text: string): string {
  return renderPage(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>`);
}
