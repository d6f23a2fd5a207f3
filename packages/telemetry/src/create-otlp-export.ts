import type { Processing } from './sdk/processing.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const protocols = ['http/protobuf', 'http/json'];

/**
 * Sends traces, metrics and logs by OTLP over HTTP. The exporters read addresses, headers, compression and time-outs from the standard
 * variables themselves (https://opentelemetry.io/docs/specs/otel/protocol/exporter/).
 * @throws Error for a protocol that is not spoken
 */
export async function createOtlpExport(env: Environment): Promise<Omit<Processing, 'views'>> {
  const [
    { BatchSpanProcessor },
    { PeriodicExportingMetricReader },
    { BatchLogRecordProcessor },
    { readBatching },
    { sendByFetch },
  ] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/sdk-logs'),
    import('./sdk/read-limits.ts'),
    import('./sdk/send-by-fetch.ts'),
  ]);
  // Only Node's own client takes certificates of one's own.
  const prepare = Object.keys(env).some(namesCertificate) ? <T>(exporter: T) => exporter : sendByFetch;
  const sendsTraces = isSent('TRACES', env);
  const sendsMetrics = isSent('METRICS', env);
  const sendsLogs = isSent('LOGS', env);
  return {
    spanProcessors: sendsTraces
      ? [
          new BatchSpanProcessor({
            exporter: prepare(await createTraceExporter(readProtocol('TRACES', env))),
            ...readBatching('BSP'),
          }),
        ]
      : [],
    metricReaders: sendsMetrics
      ? [
          new PeriodicExportingMetricReader({
            exporter: prepare(await createMetricExporter(readProtocol('METRICS', env))),
            ...readInterval(env),
          }),
        ]
      : [],
    logRecordProcessors: sendsLogs
      ? [
          new BatchLogRecordProcessor({
            exporter: prepare(await createLogExporter(readProtocol('LOGS', env))),
            ...readBatching('BLRP'),
          }),
        ]
      : [],
  };
}

const namesCertificate = (variable: string) =>
  /^OTEL_EXPORTER_OTLP_(?:\w+_)?(?:CERTIFICATE|CLIENT_KEY|CLIENT_CERTIFICATE)$/.test(variable);

function isSent(signal: 'TRACES' | 'METRICS' | 'LOGS', env: Environment): boolean {
  const hasAddress = env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`] ?? '';
  return hasAddress !== '' && (env[`OTEL_${signal}_EXPORTER`] ?? 'otlp') === 'otlp';
}

function readProtocol(signal: string, env: Environment): string {
  const name = `OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`;
  const protocol = env[name] ?? env['OTEL_EXPORTER_OTLP_PROTOCOL'] ?? 'http/protobuf';
  if (protocols.includes(protocol)) return protocol;
  throw new Error(
    `OTEL_EXPORTER_OTLP_PROTOCOL (or ${name}): expected ${protocols.join(' or ')}, got "${protocol}".`,
  );
}

async function createTraceExporter(protocol: string) {
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter();
}

async function createLogExporter(protocol: string) {
  const { OTLPLogExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-logs-otlp-http')
      : await import('@opentelemetry/exporter-logs-otlp-proto');
  return new OTLPLogExporter();
}

async function createMetricExporter(protocol: string) {
  const { OTLPMetricExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-metrics-otlp-http')
      : await import('@opentelemetry/exporter-metrics-otlp-proto');
  return new OTLPMetricExporter();
}

/** A reader that is told nothing waits for a minute. */
function readInterval(env: Environment): {
  readonly exportIntervalMillis?: number;
  exportTimeoutMillis?: number;
} {
  const intervalMs = Number(env['OTEL_METRIC_EXPORT_INTERVAL']);
  if (!Number.isInteger(intervalMs) || intervalMs <= 0) return {};
  return { exportIntervalMillis: intervalMs, exportTimeoutMillis: Math.min(intervalMs, 30_000) };
}
