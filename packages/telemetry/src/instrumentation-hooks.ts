import type { HttpInstrumentationConfig } from '@opentelemetry/instrumentation-http';
import type { IORedisInstrumentationConfig } from '@opentelemetry/instrumentation-ioredis';
import type { PgInstrumentationConfig } from '@opentelemetry/instrumentation-pg';
import { cosmosHooks } from './cosmos-hooks.ts';

export const httpHooks: HttpInstrumentationConfig = {
  enabled: true,
  ...cosmosHooks,
  // Whoever follows a change feed looks many times a second, and nothing is the cause of that.
  ignoreOutgoingRequestHook: ({ headers = {} }) =>
    Object.keys(headers).some((name) => name.toLowerCase() === 'a-im'),
  // `traceRequests` does that.
  disableIncomingRequestInstrumentation: true,
};

/** What nobody asked for, such as looks whether it is still there, is not told one by one. */
export const postgresHooks: PgInstrumentationConfig = { enabled: true, requireParentSpan: true };

export const redisHooks: IORedisInstrumentationConfig = {
  // Neither keys nor values: they may tell of users.
  dbStatementSerializer: (command) => command,
};
