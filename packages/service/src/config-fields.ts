import { z } from 'zod';

/** A TCP port; 0 lets the operating system choose. */
export const port = z.coerce
  .number({ error: 'expected a port, a whole number from 0 to 65535' })
  .int({ error: 'expected a port, a whole number from 0 to 65535' })
  .min(0, { error: 'expected a port, a whole number from 0 to 65535' })
  .max(65_535, { error: 'expected a port, a whole number from 0 to 65535' });

/** A whole number of milliseconds, at least 1. */
export const milliseconds = z.coerce
  .number({ error: 'expected a whole number of milliseconds, at least 1' })
  .int({ error: 'expected a whole number of milliseconds, at least 1' })
  .min(1, { error: 'expected a whole number of milliseconds, at least 1' });

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
};
