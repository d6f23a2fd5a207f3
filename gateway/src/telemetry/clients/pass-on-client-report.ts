import { channel } from 'node:diagnostics_channel';
import { type ClientReport, clientReportChannel } from '@headgate/telemetry/clients/client-report.ts';
import type { Metrics } from '../create-metrics.ts';

/** `@headgate/telemetry` listens there, and makes spans and lines of what clients tell. */
const reports = channel(clientReportChannel);

/** Whether anybody listens to what clients tell. */
export const hasClientReportReaders = (): boolean => reports.hasSubscribers;

/** Passes on what a client tells, and observes the ages of events in it. */
export function passOnClientReport(
  report: ClientReport,
  metrics: Pick<Metrics, 'observeEventAge'> | undefined,
): void {
  reports.publish(report);
  for (const { attributes } of report.spans) {
    const ageSeconds = attributes['headgate.event.age'];
    if (typeof ageSeconds !== 'number') continue;
    const operation = String(attributes['graphql.operation.name'] ?? 'anonymous');
    metrics?.observeEventAge({ client: report.client, operation, ageSeconds });
  }
}
