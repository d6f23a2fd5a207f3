import { z } from 'zod';
import { wholeNumberText } from './whole-number.ts';

/** A TCP port; 0 lets the operating system choose. */
export const port = wholeNumberText(0, { max: 65_535, what: 'a port, a whole number' });

/** A timer of more milliseconds than these, 24 days, would go off at once. */
const maxTimerMs = 2 ** 31 - 1;

/** A whole number of milliseconds, from 1 to what a timer can wait. */
export const milliseconds = wholeNumberText(1, { what: 'a whole number of milliseconds' }).max(maxTimerMs, {
  error: `expected a whole number of milliseconds, at most ${maxTimerMs}`,
});

/** An http or https URL. */
export const httpUrl = z.url({
  protocol: /^https?$/,
  error: 'expected a URL that begins with http:// or https://',
});

/** A redis or rediss URL. */
export const redisUrl = z.url({
  protocol: /^rediss?$/,
  error: 'expected a URL such as redis://127.0.0.1:6379 or rediss://name.redis.azure.net:10000',
});

/** `true` or `false`, written out. */
export const flag = z
  .enum(['true', 'false'], { error: 'expected "true" or "false"' })
  .transform((value) => value === 'true');

export const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
  error: 'expected fatal, error, warn, info, debug, trace or silent',
});

/** What every service reads: where it listens and how much it says. */
export const serviceEnvironment = {
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: logLevel.default('info'),
  NODE_ENV: z.string().optional(),
  INTROSPECTION: flag.optional(),
};

/** Whether clients may ask for the schema: in production where somebody says so. */
export function allowsIntrospection(env: {
  readonly NODE_ENV?: string | undefined;
  readonly INTROSPECTION?: boolean | undefined;
}): boolean {
  return env.INTROSPECTION ?? env.NODE_ENV !== 'production';
}
