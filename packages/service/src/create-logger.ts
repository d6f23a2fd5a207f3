import { isSpanContextValid, trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger, pino } from 'pino';

import { tellLog } from './observe-log.ts';

export type { Logger } from 'pino';

/**
 * A logger of one JSON object a line on standard output.
 * Credentials are removed wherever a request, a connection or an error carries them. What is logged in a trace names it,
 * as OpenTelemetry has it (https://opentelemetry.io/docs/specs/otel/compatibility/logging_trace_context/).
 */
export function createLogger(
  options: { readonly name: string; readonly level: string },
  destination?: DestinationStream,
): Logger {
  const settings = {
    name: options.name,
    level: options.level,
    base: { name: options.name },
    mixin: readTrace,
    hooks: {
      streamWrite(line: string) {
        tellLog(line);
        return line;
      },
    },
    redact: {
      paths: [
        'token',
        '*.token',
        'authorization',
        '*.authorization',
        '*.headers.authorization',
        '*.headers.cookie',
        'connectionParams',
      ],
      censor: '(removed)',
    },
  };
  return destination ? pino(settings, destination) : pino(settings);
}

function readTrace(): object {
  const context = trace.getActiveSpan()?.spanContext();
  if (!context || !isSpanContextValid(context)) return {};
  return { trace_id: context.traceId, span_id: context.spanId };
}
