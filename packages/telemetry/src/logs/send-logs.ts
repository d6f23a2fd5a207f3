import { observeLog } from '@headgate/service/observe-log.ts';
import { logs } from '@opentelemetry/api-logs';
import { scrub } from '../scrub.ts';

/** Levels of pino, and their numbers in https://opentelemetry.io/docs/specs/otel/logs/data-model/#severity-fields. */
const levels = {
  trace: [10, 1],
  debug: [20, 5],
  info: [30, 9],
  warn: [40, 13],
  error: [50, 17],
  fatal: [60, 21],
} as const;

type Level = keyof typeof levels;

const names = Object.keys(levels) as Level[];

/** Longer texts tell nobody more. */
const maxLength = 4_000;

/**
 * Sends what is logged at a level and above, in the trace that it is logged in, without secrets.
 * @throws Error for a level that is none
 */
export function sendLogs(minLevel: string): void {
  if (minLevel === 'silent') return;
  if (!isLevel(minLevel))
    throw new Error(`OTEL_LOGS_LEVEL: expected ${names.join(', ')} or silent, got "${minLevel}".`);
  const logger = logs.getLogger('headgate');
  observeLog(levels[minLevel][0], (line) => {
    const entry = parse(scrub(line));
    if (!entry) return;
    const { level, time, msg, err, pid: _, hostname: __, trace_id: ___, span_id: ____, ...others } = entry;
    const name = names.findLast((each) => levels[each][0] <= Number(level)) ?? 'info';
    logger.emit({
      timestamp: Number(time),
      severityNumber: levels[name][1],
      severityText: name.toUpperCase(),
      body: String(msg ?? ''),
      attributes: { ...describe(others), ...describeError(err) },
    });
  });
}

function isLevel(name: string): name is Level {
  return name in levels;
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    // What was taken out made it none. It is on standard output all the same.
    return undefined;
  }
}

function describe(fields: Readonly<Record<string, unknown>>): Record<string, string | number | boolean> {
  const described: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'number' || typeof value === 'boolean') described[name] = value;
    else if (value !== undefined && value !== null) {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      described[name] = text.slice(0, maxLength);
    }
  }
  return described;
}

/**
 * As https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/ has it. What was thrown may be no error, and an error
 * may have no stack; the exporter of Application Insights drops exceptions without one.
 */
function describeError(error: unknown): Record<string, string> {
  if (error === undefined || error === null) return {};
  const { type, message, stack } = (typeof error === 'object' ? error : { message: error }) as Readonly<
    Record<string, unknown>
  >;
  const name = String(type || 'Error');
  const text = String(message ?? '');
  return {
    'exception.type': name,
    'exception.message': text.slice(0, maxLength),
    'exception.stacktrace': String(stack || `${name}: ${text}`).slice(0, maxLength),
  };
}
