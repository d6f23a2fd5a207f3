import type { Contender } from '../contenders/contender.ts';
import { headgate } from '../contenders/contenders.ts';

const register = import.meta.resolve('@headgate/telemetry/register.ts');

/** A tenth of the traces, as one would have where many come. */
const tenth = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.1' };

const observed = (name: string, title: string, env: Readonly<Record<string, string>>): Contender => ({
  ...headgate,
  name,
  title,
  env: { OTEL_SERVICE_NAME: 'gateway', ...env },
  command: (options) => ['--import', register, ...headgate.command(options)],
});

/** The same gateway that tells nobody anything, and that tells a collector. */
export function createTelemetryContenders(collectorUrl: string): readonly Contender[] {
  const otlp = { OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl, ...tenth };
  return [
    headgate,
    observed('metrics', 'Headgate, metrics and logs', { ...otlp, OTEL_TRACES_EXPORTER: 'none' }),
    observed('tenth', 'Headgate, metrics, logs and a tenth of the traces', otlp),
  ];
}
