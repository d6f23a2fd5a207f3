/** Where whoever hears clients publishes a {@link ClientReport} that it has checked (`node:diagnostics_channel`). */
export const clientReportChannel = 'headgate:client-report';

/** What a client (a page, a phone) told of itself. Times are milliseconds since 1970. */
export interface ClientReport {
  /** Its name, one of few. */
  readonly client: string;
  readonly version: string | undefined;
  /** A pseudonym of who uses it. */
  readonly userId: string;
  /** A pseudonym of the browser that is signed in; undefined for who has a token of their own. */
  readonly sessionId: string | undefined;
  readonly spans: readonly ClientSpan[];
  readonly logs: readonly ClientLog[];
}

/** Something that took time, with the ids that the client gave it: what it led to names them as its parent. */
export interface ClientSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Undefined for one that began its trace. */
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: 'internal' | 'client';
  readonly startMs: number;
  readonly endMs: number;
  readonly hasFailed: boolean;
  readonly attributes: ClientAttributes;
}

/** A line of a client's log; it may say in which span. */
export interface ClientLog {
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly timeMs: number;
  readonly level: 'info' | 'warn' | 'error' | 'fatal';
  readonly body: string;
  readonly attributes: ClientAttributes;
}

export type ClientAttributes = Readonly<Record<string, string | number>>;
