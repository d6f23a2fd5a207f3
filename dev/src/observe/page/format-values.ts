import type { Attributes } from '../span.ts';
import { escapeHtml } from './escape-html.ts';

export const formatMs = (ms: number): string =>
  ms >= 1_000 ? `${(ms / 1_000).toFixed(2)} s` : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;

export const formatTime = (ms: number): string => new Date(ms).toISOString().slice(11, 23);

export const renderAttributes = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(String(value))}</dd>`)
    .join('');
