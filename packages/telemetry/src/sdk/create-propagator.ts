import { diag, type TextMapPropagator } from '@opentelemetry/api';
import {
  CompositePropagator,
  getStringListFromEnv,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';

const defaults = ['tracecontext', 'baggage'];

const creators: Readonly<Record<string, () => Promise<TextMapPropagator> | TextMapPropagator>> = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
  b3: async () => new (await import('@opentelemetry/propagator-b3')).B3Propagator(),
  async b3multi() {
    const { B3InjectEncoding, B3Propagator } = await import('@opentelemetry/propagator-b3');
    return new B3Propagator({ injectEncoding: B3InjectEncoding.MULTI_HEADER });
  },
  jaeger: async () => new (await import('@opentelemetry/propagator-jaeger')).JaegerPropagator(),
};

/**
 * Creates what takes traces from requests and names them in others, as `OTEL_PROPAGATORS` says; undefined for `none`.
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration
 */
export async function createPropagator(): Promise<TextMapPropagator | undefined> {
  const names = new Set(getStringListFromEnv('OTEL_PROPAGATORS') ?? defaults);
  if (names.has('none')) return undefined;
  const propagators: TextMapPropagator[] = [];
  for (const name of names) {
    const create = creators[name];
    if (create) propagators.push(await create());
    else diag.warn(`OTEL_PROPAGATORS: there is no "${name}".`);
  }
  return propagators.length > 0 ? new CompositePropagator({ propagators }) : undefined;
}
