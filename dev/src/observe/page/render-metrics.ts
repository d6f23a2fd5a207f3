import type { ObservedMetric } from '../span.ts';
import { escapeHtml } from './escape-html.ts';

/** Lists the newest of each number, by name. */
export function renderMetrics(metrics: readonly ObservedMetric[]): string {
  if (metrics.length === 0) return '<h1>Metrics</h1><p>Nothing has been counted yet.</p>';
  const rows = metrics
    .toSorted((one, other) => one.name.localeCompare(other.name) || one.service.localeCompare(other.service))
    .map(({ name, service, unit, attributes, value, count }) => {
      const labels = Object.entries(attributes).map(([label, of]) => `${label}=${of}`);
      const shown = value.toLocaleString('en', { maximumFractionDigits: 3 });
      return `<tr><th scope="row">${escapeHtml(name)}<small>${escapeHtml(labels.join(' '))}</small></th><td>${escapeHtml(service)}</td><td class="number">${shown} ${escapeHtml(unit)}</td><td class="number">${count === undefined ? '' : count.toLocaleString('en')}</td></tr>`;
    });
  return `<h1>Metrics</h1><div class="table" tabindex="0" role="region" aria-label="Metrics"><table><thead><tr><th scope="col">Name</th><th scope="col">Where</th><th scope="col" class="number">Value, or mean</th><th scope="col" class="number">Of</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
