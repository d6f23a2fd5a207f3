/** Takes details as an object, and a message. */
export type Log = (details: object, message?: string) => void;

/** Where a gateway tells what happens. */
export interface GatewayLogger {
  readonly fatal: Log;
  readonly error: Log;
  readonly warn: Log;
  readonly info: Log;
  readonly debug: Log;
  readonly trace: Log;
}
