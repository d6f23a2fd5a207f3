import { setTimeout as delay } from 'node:timers/promises';
import type { FunctionApp } from './create-functions-core.ts';
import type { RetryContext, TypedData } from './functions-core.ts';
import { type InvocationOptions, invokeFunction } from './invoke-function.ts';
import { retryDelay } from './retry-delay.ts';

/**
 * Invokes a function under its retry policy: the same input again, with the retries counted in memory.
 * @throws what the function threw last, when there are no retries left; an AbortError when told to stop between two tries.
 */
export async function invokeWithRetry(
  app: FunctionApp,
  name: string,
  input: TypedData,
  options: InvocationOptions & { readonly signal: AbortSignal },
): Promise<void> {
  const policy = app.functions.get(name)?.metadata.retryOptions;
  let exception: RetryContext['exception'];
  for (let retryCount = 0; ; retryCount++) {
    const retryContext = policy && {
      retryCount,
      maxRetryCount: policy.maxRetryCount,
      ...(exception && { exception }),
    };
    try {
      await invokeFunction(app, name, input, { ...options, ...(retryContext && { retryContext }) });
      return;
    } catch (error) {
      const waitMs = retryDelay(policy, retryCount);
      if (waitMs === undefined) throw error;
      exception = describeException(error);
      app.log('warning', `Function.${name}`, `failed, next try in ${waitMs} ms: ${exception.message}`);
      await delay(waitMs, undefined, { signal: options.signal });
    }
  }
}

function describeException(error: unknown): NonNullable<RetryContext['exception']> {
  if (!(error instanceof Error)) return { message: String(error), source: '', stackTrace: '' };
  return { message: error.message, source: error.name, stackTrace: error.stack ?? '' };
}
