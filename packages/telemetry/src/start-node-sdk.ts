import type { tracing } from '@opentelemetry/sdk-node';
import { httpHooks, postgresHooks, redisHooks } from './instrumentation-hooks.ts';
import { registerHook } from './register-hook.ts';
import type { Processing } from './start-application-insights.ts';
import { undiciHooks } from './undici-hooks.ts';

/** Starts OpenTelemetry alone. Returns how to send what has not been sent, after which nothing is collected any more. */
export async function startNodeSdk(
  processing: Processing & { readonly sampler: tracing.Sampler },
): Promise<() => Promise<void>> {
  registerHook();
  const [
    { NodeSDK },
    { HttpInstrumentation },
    { PgInstrumentation },
    { UndiciInstrumentation },
    { IORedisInstrumentation },
  ] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/instrumentation-http'),
    import('@opentelemetry/instrumentation-pg'),
    import('@opentelemetry/instrumentation-undici'),
    import('@opentelemetry/instrumentation-ioredis'),
  ]);
  const sdk = new NodeSDK({
    ...processing,
    instrumentations: [
      new HttpInstrumentation(httpHooks),
      new PgInstrumentation(postgresHooks),
      new UndiciInstrumentation(undiciHooks),
      new IORedisInstrumentation(redisHooks),
    ],
  });
  sdk.start();
  return () => sdk.shutdown();
}
