import type { Sampler } from '@opentelemetry/sdk-trace';
import { httpHooks, postgresHooks, redisHooks } from '../instrumentation-hooks.ts';
import { registerHook } from '../register-hook.ts';
import { undiciHooks } from '../undici-hooks.ts';
import type { Processing } from './processing.ts';

/**
 * Starts OpenTelemetry alone, of its parts: `@opentelemetry/sdk-node` loads exporters of all protocols, which takes longer than all
 * else. Returns how to send what has not been sent, after which nothing is collected any more.
 */
export async function startNodeSdk(
  processing: Processing & { readonly sampler: Sampler },
): Promise<() => Promise<void>> {
  registerHook();
  const [
    { registerProviders },
    { createPropagator },
    { registerInstrumentations },
    { HttpInstrumentation },
    { PgInstrumentation },
    { UndiciInstrumentation },
    { IORedisInstrumentation },
  ] = await Promise.all([
    import('./register-providers.ts'),
    import('./create-propagator.ts'),
    import('@opentelemetry/instrumentation'),
    import('@opentelemetry/instrumentation-http'),
    import('@opentelemetry/instrumentation-pg'),
    import('@opentelemetry/instrumentation-undici'),
    import('@opentelemetry/instrumentation-ioredis'),
  ]);
  const providers = registerProviders({ ...processing, propagator: await createPropagator() });
  registerInstrumentations({
    instrumentations: [
      new HttpInstrumentation(httpHooks),
      new PgInstrumentation(postgresHooks),
      new UndiciInstrumentation(undiciHooks),
      new IORedisInstrumentation(redisHooks),
    ],
  });
  return async () => void (await Promise.all(providers.map((provider) => provider.shutdown())));
}
