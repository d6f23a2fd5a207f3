import type { SpanPlace } from './client-record.ts';

/** Ids for a span that begins a trace (https://www.w3.org/TR/trace-context/#traceparent-header). */
export const createPlace = (): SpanPlace => ({ traceId: createId(16), spanId: createSpanId() });

export const createSpanId = (): string => createId(8);

/** In hexadecimal. Not `crypto`: that of React Native has none of it, and nothing depends on whether it can be guessed. */
function createId(bytes: number): string {
  return Array.from({ length: bytes }, () =>
    (1 + Math.floor(Math.random() * 255)).toString(16).padStart(2, '0'),
  ).join('');
}
