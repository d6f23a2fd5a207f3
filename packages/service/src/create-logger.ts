import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/**
 * A logger of one JSON object a line on standard output.
 * Credentials are removed wherever a request, a connection or an error carries them.
 */
export function createLogger(options: { name: string; level: string }): Logger {
  return pino({
    name: options.name,
    level: options.level,
    base: { name: options.name },
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
  });
}
