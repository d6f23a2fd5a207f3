import { beforeExit } from '@headgate/service/before-exit.ts';

/** How long the last reports may take when the process stops, in milliseconds. */
const flushDeadlineMs = 3_000;

/**
 * Starts the Application Insights SDK: traces of HTTP, fetch, PostgreSQL, Redis and Azure clients, all of them sampled.
 * Must come before the modules that it instruments are loaded.
 */
export async function startTelemetry(connectionString: string): Promise<void> {
  await import('@azure/monitor-opentelemetry/loader');
  const [
    { default: applicationInsights },
    { UndiciInstrumentation },
    { registerInstrumentations },
    { trace },
  ] = await Promise.all([
    import('applicationinsights'),
    import('@opentelemetry/instrumentation-undici'),
    import('@opentelemetry/instrumentation'),
    import('@opentelemetry/api'),
  ]);
  const endpoint = readEndpoint(connectionString);
  applicationInsights
    .setup(connectionString)
    .setAutoCollectConsole(false)
    .setAutoCollectPerformance(false, false);
  const client = applicationInsights.defaultClient;
  client.config.azureMonitorOpenTelemetryOptions = {
    azureMonitorExporterOptions: {
      connectionString,
      disableOfflineStorage: true,
      // A collector on this machine, as tests have one.
      ...(endpoint?.startsWith('http:') && { host: endpoint, allowInsecureConnection: true }),
    },
    enableLiveMetrics: false,
    enableStandardMetrics: false,
    enablePerformanceCounters: false,
    // Without it the SDK lets five traces a second through.
    tracesPerSecond: 0,
    instrumentationOptions: {
      http: { enabled: true },
      azureSdk: { enabled: true },
      postgreSql: { enabled: true },
      redis: { enabled: true },
    },
  };
  applicationInsights.start();
  // The SDK instruments node:http, but neither fetch nor undici.
  registerInstrumentations({
    tracerProvider: trace.getTracerProvider(),
    instrumentations: [new UndiciInstrumentation()],
  });
  beforeExit(async () => {
    const { promise: deadline, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, flushDeadlineMs);
    await Promise.race([client.flush(), deadline]);
    clearTimeout(timer);
  });
}

function readEndpoint(connectionString: string): string | undefined {
  return /(?:^|;)IngestionEndpoint=([^;]+)/i.exec(connectionString)?.[1];
}
