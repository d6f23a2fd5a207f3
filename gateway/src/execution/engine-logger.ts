/** The log, as far as the engine needs one; pino fits. */
export interface EngineLogger {
  debug(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** A log that nobody reads. */
export const silentLogger: EngineLogger = { debug: () => {}, warn: () => {} };
