import type { Meter, Observable } from '@opentelemetry/api';

/** What of OpenTelemetry's meter metrics are made with. */
export interface MetricsMeter extends Pick<Meter, 'createHistogram' | 'createGauge'> {
  createObservableCounter(name: string, options: { readonly description: string }): Observable;
  createObservableGauge(name: string, options: { readonly description: string }): Observable;
}
