import type { Sampler } from '@opentelemetry/sdk-trace';
import { httpHooks, postgresHooks, redisHooks } from './instrumentation-hooks.ts';
import { registerHook } from './register-hook.ts';
import { replaceSampler } from './sampling/replace-sampler.ts';
import type { Processing } from './sdk/processing.ts';
import { undiciHooks } from './undici-hooks.ts';

/** Starts the Application Insights SDK. Returns how to send what has not been sent. */
export async function startApplicationInsights(
  connectionString: string,
  { sampler, ...processing }: Processing & { readonly sampler: Sampler },
): Promise<() => Promise<void>> {
  registerHook();
  const [
    { default: applicationInsights },
    { UndiciInstrumentation },
    { IORedisInstrumentation },
    { registerInstrumentations },
    { trace },
  ] = await Promise.all([
    import('applicationinsights'),
    import('@opentelemetry/instrumentation-undici'),
    import('@opentelemetry/instrumentation-ioredis'),
    import('@opentelemetry/instrumentation'),
    import('@opentelemetry/api'),
  ]);
  const endpoint = readEndpoint(connectionString);
  const isAzure = !endpoint?.startsWith('http:');
  applicationInsights
    .setup(connectionString)
    .setAutoCollectConsole(false)
    // Services log what nobody has caught, without secrets.
    .setAutoCollectExceptions(false)
    .setAutoCollectPerformance(false, false);
  const client = applicationInsights.defaultClient;
  client.config.azureMonitorOpenTelemetryOptions = {
    azureMonitorExporterOptions: {
      connectionString,
      disableOfflineStorage: true,
      // A collector on this machine, as tests have one.
      ...(!isAzure && { host: endpoint, allowInsecureConnection: true }),
    },
    enableLiveMetrics: isAzure,
    enableStandardMetrics: isAzure,
    enablePerformanceCounters: false,
    // Without it the SDK lets five traces a second through.
    tracesPerSecond: 0,
    instrumentationOptions: {
      http: httpHooks,
      azureSdk: { enabled: true },
      postgreSql: postgresHooks,
      redis: { enabled: true },
    },
    ...processing,
  } as typeof client.config.azureMonitorOpenTelemetryOptions;
  applicationInsights.start();
  replaceSampler(trace.getTracerProvider(), sampler);
  // The SDK instruments node:http, but neither fetch nor undici, nor ioredis.
  registerInstrumentations({
    tracerProvider: trace.getTracerProvider(),
    instrumentations: [new UndiciInstrumentation(undiciHooks), new IORedisInstrumentation(redisHooks)],
  });
  return async () => void (await client.flush());
}

function readEndpoint(connectionString: string): string | undefined {
  return /(?:^|;)IngestionEndpoint=([^;]+)/i.exec(connectionString)?.[1];
}
