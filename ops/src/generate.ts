import { writeAzureMonitor } from './write-azure-monitor.ts';
import { writeDashboard } from './write-dashboard.ts';
import { writePrometheusRules } from './write-prometheus-rules.ts';

/** What follows from the objectives: the text of each file, by its name in ops/generated/. */
export function generate(): Readonly<Record<string, string>> {
  return {
    'prometheus-rules.yml': writePrometheusRules(),
    'grafana-dashboard.json': writeDashboard(),
    'azure-monitor.json': writeAzureMonitor(),
  };
}
