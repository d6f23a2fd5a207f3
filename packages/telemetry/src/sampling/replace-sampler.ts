import type { TracerProvider } from '@opentelemetry/api';
import type { Sampler } from '@opentelemetry/sdk-trace';

interface Provider extends TracerProvider {
  getDelegate?(): Provider;
  _tracerOptions?: { sampler: Sampler };
}

/**
 * Gives a provider that has just started another sampler: the SDK of Application Insights takes none but its own. To be called
 * before the first span, since tracers remember theirs.
 * @throws Error where that SDK has changed
 */
export function replaceSampler(provider: Provider, sampler: Sampler): void {
  const { _tracerOptions: options } = provider.getDelegate?.() ?? provider;
  if (!options?.sampler) throw new Error('The SDK of Application Insights keeps its sampler elsewhere now.');
  options.sampler = sampler;
}
