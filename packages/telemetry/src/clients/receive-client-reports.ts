import { subscribe } from 'node:diagnostics_channel';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type { Sampler } from '@opentelemetry/sdk-trace';
import { scrub } from '../scrub.ts';
import { type ClientAttributes, type ClientReport, clientReportChannel } from './client-report.ts';
import { type ClientProviders, openClientProviders, spanContextOf } from './open-client-providers.ts';

/** Clients are few: whoever checks reports names them. */
const maxClients = 20;

const kinds = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT };

/** As https://opentelemetry.io/docs/specs/otel/logs/data-model/#severity-fields numbers them. */
const severities = { info: 9, warn: 13, error: 17, fatal: 21 };

/**
 * Makes spans and lines of what clients tell, as if each client were a service of its own, and has them sent as those of this process
 * are: by the same processors, without secrets. Call it when the SDK has started.
 * @param sampler decides of spans, by their trace; it is to be none that others count with
 */
export function receiveClientReports(sampler: Sampler): void {
  const open = openClientProviders(sampler);
  const opened = new Map<string, ClientProviders>();
  subscribe(clientReportChannel, (message) => {
    const report = message as ClientReport;
    const known = opened.get(report.client);
    if (!known && opened.size >= maxClients) return;
    const providers = known ?? open(report.client);
    opened.set(report.client, providers);
    tell(report, providers);
  });
}

function tell(report: ClientReport, { startSpan, logger }: ClientProviders): void {
  const common = describe(report);
  for (const span of report.spans) {
    const { name, kind, startMs, endMs, hasFailed, attributes } = span;
    const started = startSpan(span, {
      name,
      kind: kinds[kind],
      startTime: new Date(startMs),
      attributes: { ...attributes, ...common },
    });
    if (hasFailed) started.setStatus({ code: SpanStatusCode.ERROR });
    started.end(new Date(endMs));
  }
  for (const { traceId, spanId, timeMs, level, body, attributes } of report.logs) {
    const context = spanContextOf({ traceId, spanId, traceFlags: TraceFlags.SAMPLED });
    logger?.emit({
      timestamp: new Date(timeMs),
      severityNumber: severities[level],
      severityText: level.toUpperCase(),
      body: scrub(body),
      attributes: { ...scrubAll(withStack(attributes)), ...common },
      context: context ?? ROOT_CONTEXT,
    });
  }
}

function describe({ client, version, userId, sessionId }: ClientReport): Record<string, string> {
  return {
    'headgate.client.name': client,
    ...(version !== undefined && { 'headgate.client.version': version }),
    'enduser.pseudo.id': userId,
    ...(sessionId !== undefined && { 'session.id': sessionId }),
  };
}

/** The exporter of Application Insights drops exceptions without one. */
function withStack(attributes: ClientAttributes): ClientAttributes {
  const { 'exception.type': type, 'exception.message': message = '' } = attributes;
  if (type === undefined) return attributes;
  return { 'exception.stacktrace': `${type}: ${message}`, ...attributes };
}

function scrubAll(attributes: ClientAttributes): ClientAttributes {
  const entries = Object.entries(attributes);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? scrub(value) : value]),
  );
}
