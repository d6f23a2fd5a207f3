import type { SpanPlace } from './client-record.ts';
import { createPlace, createSpanId } from './create-ids.ts';
import type { Recorder } from './create-recorder.ts';
import { watchScreen } from './watch-screen.ts';

/** Measures how old events are when they are on the screen. */
export interface EventAges {
  /** Notes that an event has come that is shown under its id, or will be. */
  expect(id: string, event: ExpectedEvent): void;
  /** Says what is in what is painted next. What is not expected, before or after, is no news. */
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
  /** Since when somebody wants to see such events, in milliseconds since 1970 by this device. */
  readonly followedMs: number;
}

export interface EventAgesOptions {
  readonly recorder: Pick<Recorder, 'span'>;
  readonly now?: () => number;
  /** Calls when what is shown next is painted. */
  readonly afterPaint?: (painted: () => void) => void;
  /** Since when the screen has been seen without a break, in milliseconds since 1970; undefined while it is not. */
  readonly seenSince?: () => number | undefined;
}

/** More wait only where nothing is shown; of more nobody remembers when they were. */
const maxKnown = 200;

/** What takes longer was on no screen meanwhile: somebody was on another page. */
const longestMs = 10_000;

/** Creates one; a screen that nobody sees measures nothing. */
export function createEventAges(options: EventAgesOptions): EventAges {
  const { recorder, now = Date.now, afterPaint = afterNextFrame } = options;
  const seenSince = options.seenSince ?? watchScreen();
  const expected = new Map<string, ExpectedEvent & { readonly receivedMs: number }>();
  const painted = new Map<string, number>();

  function tell(event: ExpectedEvent, startMs: number, endMs: number): void {
    const sinceMs = seenSince();
    if (sinceMs === undefined || endMs - startMs > longestMs || endMs < startMs) return;
    const { operationName, extensions } = event;
    const parent = readTraceParent(extensions?.['traceparent']);
    recorder.span({
      ...(parent ? { traceId: parent.traceId, spanId: createSpanId() } : createPlace()),
      parentSpanId: parent?.spanId,
      name: `${operationName} shown`,
      asks: false,
      startMs,
      endMs,
      hasFailed: false,
      attributes: { 'graphql.operation.name': operationName, 'graphql.operation.type': 'subscription' },
      shown: {
        causedMs: Date.parse(event.causedAt),
        happenedMs: Date.parse(event.happenedAt),
        followedMs: Math.max(event.followedMs, sinceMs),
      },
    });
  }

  return {
    expect(id, event) {
      const paintedMs = painted.get(id);
      // A list that was read anew had it before.
      if (paintedMs !== undefined) tell(event, paintedMs, paintedMs);
      else if (seenSince() !== undefined) put(expected, id, { ...event, receivedMs: now() });
    },
    show(id) {
      if (painted.has(id)) return;
      afterPaint(() => {
        const event = expected.get(id);
        expected.delete(id);
        const paintedMs = now();
        put(painted, id, paintedMs);
        if (event) tell(event, event.receivedMs, paintedMs);
      });
    },
  };
}

/** Keeps the latest of as many as may be. */
function put<Value>(map: Map<string, Value>, id: string, value: Value): void {
  map.set(id, value);
  if (map.size > maxKnown) map.delete(map.keys().next().value ?? '');
}

/** A frame calls before it is painted: what is called after it is called after that. */
function afterNextFrame(painted: () => void): void {
  requestAnimationFrame(() => setTimeout(painted));
}

function readTraceParent(traceparent: unknown): SpanPlace | undefined {
  const [, traceId, spanId] = /^00-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/.exec(String(traceparent)) ?? [];
  return traceId && spanId ? { traceId, spanId } : undefined;
}
