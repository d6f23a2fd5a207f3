import { ServerResponse } from 'node:http';
import { SpanStatusCode } from '@opentelemetry/api';
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
  // Probes are asked every few seconds, and a process that is not ready yet has not failed.
  ignoreIncomingRequestHook: ({ url = '', headers }) =>
    /^\/health(?:[/?]|$)/.test(url) || headers['a-im'] !== undefined,
  applyCustomAttributesOnSpan(span, _request, response) {
    // The client's mistake. Application Insights has every status from 400 on as a failure, unless it is told otherwise.
    if (response instanceof ServerResponse && response.statusCode >= 400 && response.statusCode < 500)
      span.setStatus({ code: SpanStatusCode.OK });
  },
};

/** What nobody asked for, such as looks whether it is still there, is not told one by one. */
export const postgresHooks: PgInstrumentationConfig = { enabled: true, requireParentSpan: true };

export const redisHooks: IORedisInstrumentationConfig = {
  // Neither keys nor values: they may tell of users.
  dbStatementSerializer: (command) => command,
};
