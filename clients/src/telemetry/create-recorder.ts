import type { ClientRecord, SpanPlace, SpanRecord } from './client-record.ts';
import { createPlace } from './create-ids.ts';

/** Notes what happens in a client, for who sends it to the gateway. Notes nothing once nobody wants to know. */
export interface Recorder {
  /** The span of the client itself, in whose trace is what no operation led to. */
  readonly root: SpanPlace;
  span(span: Omit<SpanRecord, 'kind'>): void;
  /** Notes that an operation led to a failure, which may come to nobody's hands later. */
  blame(place: SpanPlace, failures: readonly unknown[]): void;
  /** Notes a failure that nobody caught, each once, in the trace of the operation that led to it. */
  failure(failure: unknown): void;
  /** Gives what was noted and what will be to a reader; undefined: nobody wants to know, ever. */
  readBy(reader: ((record: ClientRecord) => void) | undefined): void;
}

/** As much is kept until a reader is there. */
const maxWaiting = 50;

/** Who fails more often fails all the time, which is known by then. */
const maxFailures = 20;

/** Creates one that keeps what happens until there is a reader. */
export function createRecorder(now: () => number = Date.now): Recorder {
  const root = createPlace();
  const places = new WeakMap<object, SpanPlace>();
  const known = new Set<string>();
  let waiting: ClientRecord[] = [];
  let read: ((record: ClientRecord) => void) | undefined = (record) => {
    if (waiting.length < maxWaiting) waiting.push(record);
  };

  return {
    root,
    span: (span) => read?.({ kind: 'span', ...span }),
    blame(place, failures) {
      for (const failure of failures) if (isObject(failure)) places.set(failure, place);
    },
    failure(failure) {
      const { type, message, stack } = describe(failure);
      const key = [type, message, stack].join('\n');
      if (known.has(key) || known.size >= maxFailures) return;
      known.add(key);
      const place = listCauses(failure).flatMap((cause) => places.get(cause) ?? [])[0] ?? root;
      read?.({ kind: 'failure', ...place, timeMs: now(), type, message, stack });
    },
    readBy(reader) {
      read = reader;
      if (reader) for (const record of waiting) reader(record);
      waiting = [];
    },
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A failure, and what it says led to it: an error of Apollo has those of the answer in it. */
function listCauses(failure: unknown): readonly object[] {
  if (!isObject(failure)) return [];
  const { cause, errors } = failure as { readonly cause?: unknown; readonly errors?: unknown };
  return [failure, cause, ...(Array.isArray(errors) ? errors : [])].filter(isObject);
}

/** What is thrown need be no error, and an error of another frame is none of this one's. */
function describe(failure: unknown) {
  if (!isObject(failure)) return { type: 'Error', message: String(failure), stack: undefined };
  const { name, message, stack } = failure as Readonly<Record<string, unknown>>;
  return {
    type: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : 'Something that is no error was thrown.',
    stack: typeof stack === 'string' ? stack : undefined,
  };
}
