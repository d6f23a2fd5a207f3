/** Which span, in which trace. */
export interface SpanPlace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
}

/** Something that took time. Times are milliseconds since 1970 by the clock of the device. */
export interface SpanRecord extends SpanPlace {
  readonly kind: 'span';
  /** Undefined for one that begins its trace. */
  readonly parentSpanId?: string | undefined;
  /** Up to three words. */
  readonly name: string;
  /** Whether somebody else was asked. */
  readonly asks: boolean;
  readonly startMs: number;
  readonly endMs: number;
  readonly hasFailed: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  /** When what is shown now happened, where its age is of interest. */
  readonly shown?: ShownEvent | undefined;
}

/** An event that is on the screen, by the clock of the server except where it says otherwise. */
export interface ShownEvent {
  /** When what led to it was stored. */
  readonly causedMs: number;
  /** When it happened. */
  readonly happenedMs: number;
  /** Since when such events are followed, by the clock of the device: those of before have waited for nobody else. */
  readonly followedMs: number;
}

/** A failure that nobody caught. */
export interface FailureRecord extends SpanPlace {
  readonly kind: 'failure';
  readonly timeMs: number;
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
}

export type ClientRecord = SpanRecord | FailureRecord;
