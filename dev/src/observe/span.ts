/** A span, as far as anybody looks at it. */
export interface ObservedSpan {
  readonly traceId: string;
  readonly id: string;
  /** Undefined for one that began its trace. */
  readonly parentId: string | undefined;
  /** Which part of the system it was in. */
  readonly service: string;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly hasFailed: boolean;
  readonly attributes: Attributes;
}

export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface ObservedLog {
  readonly traceId: string | undefined;
  readonly service: string;
  readonly level: string;
  readonly timeMs: number;
  readonly message: string;
  readonly attributes: Attributes;
}

/** The newest of a number that a part of the system tells of itself. */
export interface ObservedMetric {
  readonly service: string;
  readonly name: string;
  readonly unit: string;
  readonly attributes: Attributes;
  /** Of a histogram its mean. */
  readonly value: number;
  /** Of a histogram alone. */
  readonly count: number | undefined;
}
