import { trace } from '@opentelemetry/api';
import type { Metrics } from './create-metrics.ts';

/**
 * Records what operations cost, in metrics and on the span of the request, under the names that Apollo's routers use
 * (https://www.apollographql.com/docs/graphos/routing/security/demand-control). Costs nothing where nobody looks.
 */
export function createObserveCost(metrics: Pick<Metrics, 'observeCost'> | undefined) {
  return {
    estimated(cost: number, result: string): void {
      metrics?.observeCost('estimated', result, cost);
      const span = trace.getActiveSpan();
      if (span?.isRecording()) span.setAttributes({ 'cost.estimated': cost, 'cost.result': result });
    },
    actual(cost: number): void {
      metrics?.observeCost('actual', 'COST_OK', cost);
      const span = trace.getActiveSpan();
      if (span?.isRecording()) span.setAttribute('cost.actual', cost);
    },
  };
}
