import { EventEmitter, once } from 'node:events';
import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';

/** A logger whose lines can be awaited. */
export interface CollectedLogs {
  readonly logger: Logger;
  readonly lines: Record<string, unknown>[];
  /** Resolves when a line, past or to come, has a message that matches. */
  saw(message: RegExp): Promise<void>;
}

export function collectLogs(): CollectedLogs {
  const lines: Record<string, unknown>[] = [];
  const arrivals = new EventEmitter();
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      arrivals.emit('line');
      done();
    },
  });
  return {
    logger: pino({ level: 'debug' }, stream),
    lines,
    async saw(message) {
      while (!lines.some(({ msg }) => message.test(String(msg)))) await once(arrivals, 'line');
    },
  };
}
