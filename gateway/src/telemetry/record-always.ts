import { type Attributes, type SpanKind, type SpanStatus, trace } from '@opentelemetry/api';

export interface DoneWork {
  readonly name: string;
  readonly kind: SpanKind;
  readonly durationMs: number;
  readonly attributes: Attributes;
  readonly status: SpanStatus;
}

/**
 * Records what is done and must be seen although its trace is not kept, as one span in it. Samplers of `@headgate/telemetry` keep
 * what is marked so; those of others decide as they like.
 */
export function recordAlways({ name, kind, durationMs, attributes, status }: DoneWork): void {
  const endedMs = Date.now();
  const span = trace.getTracer('headgate').startSpan(name, {
    kind,
    startTime: endedMs - durationMs,
    attributes: { ...attributes, 'headgate.sampling': 'always' },
  });
  span.setStatus(status);
  span.end(endedMs);
}
