import type { ClientReport } from '@headgate/telemetry/clients/client-report.ts';
import type { GatewayConfig } from '../config/config.ts';
import { createMemoryBudgets } from '../limits/cost/create-memory-budgets.ts';
import { hasClientReportReaders, passOnClientReport } from '../telemetry/clients/pass-on-client-report.ts';
import type { Metrics } from '../telemetry/create-metrics.ts';

/** What takes what clients tell of themselves. */
export interface ClientTelemetry {
  readonly clients: readonly string[];
  readonly sample: number;
  readonly isHeard: () => boolean;
  readonly pseudonymise: (id: string) => string;
  readonly take: (caller: string, records: number) => Promise<number>;
  readonly onReport: (report: ClientReport) => void;
}

export interface ClientTelemetryOptions {
  readonly config: GatewayConfig;
  /** Undefined where nobody counts. */
  readonly metrics: Metrics | undefined;
  readonly pseudonymise: (id: string) => string;
}

/** How many spans and lines a caller may tell, and all of them together, of one process. */
const policies = {
  caller: { capacity: 600, windowSeconds: 60 },
  everybody: { capacity: 20_000, windowSeconds: 60 },
};

/** Under which no caller has a budget. */
const everybody = '';

/** Opens ears for what clients tell of themselves; undefined where none may. */
export function openClientTelemetry({
  config: { clientTelemetry },
  metrics,
  pseudonymise,
}: ClientTelemetryOptions): ClientTelemetry | undefined {
  if (!clientTelemetry) return undefined;
  const budgets = createMemoryBudgets(() => performance.now());
  return {
    ...clientTelemetry,
    isHeard: () => metrics !== undefined || hasClientReportReaders(),
    pseudonymise,
    async take(caller, records) {
      const own = await budgets.take(caller, records, policies.caller);
      if (!own.isTaken) return own.retryAfterSeconds;
      const all = await budgets.take(everybody, records, policies.everybody);
      return all.isTaken ? 0 : all.retryAfterSeconds;
    },
    onReport: (report) => passOnClientReport(report, metrics),
  };
}
