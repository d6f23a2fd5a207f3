import type { SpanPlace } from './client-record.ts';
import { createPlace, createSpanId } from './create-ids.ts';
import type { Recorder } from './create-recorder.ts';

/** Measures how old events are when they are on the screen. */
export interface EventAges {
  /** Notes that an event has come that will be shown by the name of its id. */
  expect(id: string, event: ExpectedEvent): void;
  /** Says that an event is in what is shown next. Others than those that were expected are no news. */
  show(id: string): void;
}

export interface ExpectedEvent {
  /** Of the subscription. */
  readonly operationName: string;
  /** What the gateway sent beside it: its `traceparent` is gone on with. */
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
  /** When what led to it was stored, and when it happened, as the server says. */
  readonly causedAt: string;
  readonly happenedAt: string;
  /** Since when such events are followed, in milliseconds since 1970 by this device. */
  readonly followedMs: number;
}

export interface EventAgesOptions {
  readonly recorder: Pick<Recorder, 'span'>;
  readonly now?: () => number;
  /** Calls when what is shown next is painted. */
  readonly afterPaint?: (painted: () => void) => void;
  /** Whether anybody can see the screen. */
  readonly isSeen?: () => boolean;
}

/** More wait only where nothing is shown. */
const maxExpected = 100;

/** What takes longer was not to be seen meanwhile. */
const longestMs = 10_000;

/** Creates one; a page that nobody sees measures nothing. */
export function createEventAges(options: EventAgesOptions): EventAges {
  const { recorder, now = Date.now, afterPaint = afterNextFrame, isSeen = isVisible } = options;
  const expected = new Map<string, ExpectedEvent & { readonly receivedMs: number }>();
  return {
    expect(id, event) {
      if (!isSeen()) return;
      expected.set(id, { ...event, receivedMs: now() });
      if (expected.size > maxExpected) expected.delete(expected.keys().next().value ?? '');
    },
    show(id) {
      const event = expected.get(id);
      if (!event || !expected.delete(id)) return;
      afterPaint(() => {
        const endMs = now();
        const { operationName, receivedMs, followedMs } = event;
        if (!isSeen() || endMs - receivedMs > longestMs || endMs < receivedMs) return;
        const parent = readTraceParent(event.extensions?.['traceparent']);
        recorder.span({
          ...(parent ? { traceId: parent.traceId, spanId: createSpanId() } : createPlace()),
          parentSpanId: parent?.spanId,
          name: `${operationName} shown`,
          asks: false,
          startMs: receivedMs,
          endMs,
          hasFailed: false,
          attributes: { 'graphql.operation.name': operationName, 'graphql.operation.type': 'subscription' },
          shown: {
            causedMs: Date.parse(event.causedAt),
            happenedMs: Date.parse(event.happenedAt),
            followedMs,
          },
        });
      });
    },
  };
}

/** A frame calls before it is painted: what is called after it is called after that. */
function afterNextFrame(painted: () => void): void {
  requestAnimationFrame(() => setTimeout(painted));
}

const isVisible = () => globalThis.document?.visibilityState !== 'hidden';

function readTraceParent(traceparent: unknown): SpanPlace | undefined {
  const [, traceId, spanId] = /^00-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/.exec(String(traceparent)) ?? [];
  return traceId && spanId ? { traceId, spanId } : undefined;
}
