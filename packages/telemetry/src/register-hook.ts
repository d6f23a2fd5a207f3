import { register } from 'node:module';

/** What is instrumented when it is imported. The others are left as they are: each module that the hook takes gets slower to call. */
const instrumented = [
  'http',
  'https',
  'node:http',
  'node:https',
  'pg',
  'pg-pool',
  'ioredis',
  '@azure/core-tracing',
];

/** Has modules that are imported from now on be instrumented. */
export function registerHook(): void {
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url, { data: { include: instrumented } });
}
