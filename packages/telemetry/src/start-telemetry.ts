import { subscribe } from 'node:diagnostics_channel';
import { beforeExit } from '@headgate/service/before-exit.ts';

export interface TelemetryOptions {
  /** Of Application Insights; nothing is sent there without it. */
  readonly connectionString: string | undefined;
  /** The standard variables, where something is to be sent by OTLP. */
  readonly otlp: Environment | undefined;
  /** What says how much is sent. */
  readonly env: Environment;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** How many traces may begin in a second where nobody says otherwise: more tell nobody more, and cost much. */
const defaultPerSecond = 100;

/** How long the last reports may take when the process stops, in milliseconds. */
const flushDeadlineMs = 3_000;

/**
 * Starts traces, metrics and logs of HTTP, fetch, PostgreSQL, Redis and Azure clients, as `OTEL_TRACES_SAMPLER` samples them; all by
 * default. Must come before the modules that it instruments are loaded.
 */
export async function startTelemetry({ connectionString, otlp, env }: TelemetryOptions): Promise<void> {
  const [
    { createOtlpExport },
    { describeDependencies },
    { scrubSpans },
    { createSampler },
    { sendLogs },
    { traceRequests },
    { countRedisProblems },
    { receiveClientReports },
  ] = await Promise.all([
    import('./create-otlp-export.ts'),
    import('./describe-dependencies.ts'),
    import('./scrub-spans.ts'),
    import('./sampling/create-sampler.ts'),
    import('./logs/send-logs.ts'),
    import('./http/trace-requests.ts'),
    import('./count-redis-problems.ts'),
    import('./clients/receive-client-reports.ts'),
  ]);
  const { AggregationType } = await import('@opentelemetry/sdk-metrics');
  const exported = otlp
    ? await createOtlpExport(otlp)
    : { spanProcessors: [], metricReaders: [], logRecordProcessors: [] };
  const sampling = {
    name: env['OTEL_TRACES_SAMPLER'],
    argument: env['OTEL_TRACES_SAMPLER_ARG'],
    perSecond: readPerSecond(env['TRACES_PER_SECOND']),
    now: () => performance.now(),
  };
  const processing = {
    sampler: createSampler(sampling),
    spanProcessors: [
      describeDependencies({ asBefore: connectionString !== undefined }),
      scrubSpans(),
      ...exported.spanProcessors,
    ],
    metricReaders: exported.metricReaders,
    logRecordProcessors: exported.logRecordProcessors,
    // Of requests that are spans alone; subgraphs have numbers of their own.
    views: [{ instrumentName: 'http.client.request.duration', aggregation: { type: AggregationType.DROP } }],
  };
  const flush = connectionString
    ? await (await import('./start-application-insights.ts')).startApplicationInsights(
        connectionString,
        processing,
      )
    : await (await import('./sdk/start-node-sdk.ts')).startNodeSdk(processing);
  // The gateway names traces in its requests to subgraphs itself where it is listened to here.
  subscribe('headgate:telemetry', () => undefined);
  traceRequests();
  countRedisProblems();
  receiveClientReports(createSampler(sampling));
  sendLogs(env['OTEL_LOGS_LEVEL'] ?? 'warn');
  beforeExit(async () => {
    const { promise: deadline, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, flushDeadlineMs);
    const flushing = [
      flush(),
      ...[...exported.spanProcessors, ...exported.logRecordProcessors].map((processor) =>
        processor.forceFlush(),
      ),
    ];
    await Promise.race([Promise.allSettled(flushing), deadline]);
    clearTimeout(timer);
  });
}

function readPerSecond(text: string | undefined): number {
  const perSecond = Number(text ?? defaultPerSecond);
  if (Number.isInteger(perSecond) && perSecond >= 0) return perSecond;
  throw new Error(`TRACES_PER_SECOND: expected a whole number, got "${text}".`);
}
