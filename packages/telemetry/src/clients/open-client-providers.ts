import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  TraceFlags,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { type Logger, type LoggerProvider, logs } from '@opentelemetry/api-logs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { type LogRecordProcessor, LoggerProvider as SdkLoggerProvider } from '@opentelemetry/sdk-logs';
import {
  type Sampler,
  TracerProvider as SdkTracerProvider,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';

/** What makes spans and lines of one client. */
export interface ClientProviders {
  /** Begins a span that has the ids that the client gave it. */
  startSpan(ids: SpanIds, options: SpanOptions & { readonly name: string }): Span;
  /** Undefined where no lines are sent. */
  readonly logger: Logger | undefined;
}

interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
}

/**
 * Prepares providers that are others' in name alone: what they make goes to the processors of those of this process.
 * @throws Error where the SDK has changed
 */
export function openClientProviders(sampler: Sampler): (client: string) => ClientProviders {
  const spanProcessor = passOnSpans(findSpanProcessor(trace.getTracerProvider()));
  const logProcessor = findLogProcessor(logs.getLoggerProvider());
  return (client) => {
    const resource = resourceFromAttributes({
      'service.name': client,
      'telemetry.sdk.language': 'webjs',
    });
    // What begins a span asks for its ids within the call.
    let next: SpanIds = { traceId: '', spanId: '', parentSpanId: undefined };
    const tracer = new SdkTracerProvider({
      resource,
      spanProcessors: [spanProcessor],
      idGenerator: { generateTraceId: () => next.traceId, generateSpanId: () => next.spanId },
      sampler: {
        // As the request was asked about that the client sent in this trace.
        shouldSample: (_context, traceId, ...asked) =>
          sampler.shouldSample(
            spanContextOf({ traceId, spanId: next.spanId, traceFlags: TraceFlags.SAMPLED }) ?? ROOT_CONTEXT,
            traceId,
            ...asked,
          ),
        toString: () => `headgate(client, ${sampler})`,
      },
    }).getTracer('headgate');
    const loggers =
      logProcessor && new SdkLoggerProvider({ resource, processors: [passOnLogs(logProcessor)] });
    return {
      startSpan(ids, { name, ...options }) {
        next = ids;
        const { traceId, parentSpanId: spanId } = ids;
        const parent = spanContextOf({ traceId, spanId, traceFlags: TraceFlags.SAMPLED });
        return tracer.startSpan(name, options, parent ?? ROOT_CONTEXT);
      },
      logger: loggers?.getLogger('headgate'),
    };
  };
}

/** A context that goes on elsewhere; undefined without a trace. */
export function spanContextOf(span: {
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly traceFlags: number;
}): Context | undefined {
  const { traceId, spanId, traceFlags } = span;
  if (traceId === undefined || spanId === undefined) return undefined;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

interface OpenTracerProvider extends TracerProvider {
  getDelegate?(): OpenTracerProvider;
  readonly _activeSpanProcessor?: SpanProcessor;
}

interface OpenLoggerProvider extends LoggerProvider {
  _getDelegate?(): OpenLoggerProvider;
  readonly _sharedState?: { readonly activeProcessor?: LogRecordProcessor };
}

/** That of Application Insights is the SDK's own, which gives it to nobody. */
function findSpanProcessor(provider: OpenTracerProvider): SpanProcessor {
  const processor = (provider.getDelegate?.() ?? provider)._activeSpanProcessor;
  if (!processor) throw new Error('The SDK keeps its span processors elsewhere now.');
  return processor;
}

/** Undefined where nobody wants lines. */
function findLogProcessor(provider: OpenLoggerProvider): LogRecordProcessor | undefined {
  return (provider._getDelegate?.() ?? provider)._sharedState?.activeProcessor;
}

/** The process ends those that it passes on to. */
const neverEnding = { forceFlush: async () => {}, shutdown: async () => {} };

function passOnSpans(processor: SpanProcessor): SpanProcessor {
  return {
    ...neverEnding,
    onStart: (span, context) => processor.onStart(span, context),
    onEnd: (span) => processor.onEnd(span),
  };
}

function passOnLogs(processor: LogRecordProcessor): LogRecordProcessor {
  return { ...neverEnding, onEmit: (record, context) => processor.onEmit(record, context) };
}
