import type { ClientLog, ClientReport, ClientSpan } from '@headgate/telemetry/clients/client-report.ts';
import { z } from 'zod';
import { gatewayErrors } from '../../errors.ts';
import { keyValues, logAttributes, selectAttributes, spanAttributes } from './client-attributes.ts';

/** How many spans and lines may come at once. */
export const maxRecords = 100;

/** How old what is told may be, and how far ahead, in milliseconds: the clocks of clients are set by that of the gateway. */
const [longestAgoMs, furthestAheadMs] = [3_600_000, 60_000];

const hexadecimal = (digits: number) => z.string().regex(new RegExp(`^(?!0+$)[\\da-f]{${digits}}$`));

/** Nanoseconds since 1970 as a text, which are more than a number is exact for. */
const time = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform((nanoseconds) => Number(nanoseconds) / 1e6);

const kinds = { 1: 'internal', 3: 'client' } as const;
const failed = 2;

const span = z.object({
  traceId: hexadecimal(32),
  spanId: hexadecimal(16),
  parentSpanId: hexadecimal(16).optional(),
  name: z.string().regex(/^\w{1,100}(?: \w{1,100}){0,2}$/),
  kind: z.union([z.literal(1), z.literal(3)]),
  startTimeUnixNano: time,
  endTimeUnixNano: time,
  status: z.object({ code: z.number().optional() }).optional(),
  attributes: keyValues,
});

const line = z.object({
  timeUnixNano: time,
  severityNumber: z.number().int().min(9).max(24),
  body: z.object({ stringValue: z.string().max(1_000) }),
  traceId: hexadecimal(32).optional(),
  spanId: hexadecimal(16).optional(),
  attributes: keyValues,
});

const resource = z.object({ attributes: keyValues });
const records = z.array(z.unknown());

const report = z.object({
  resourceSpans: z
    .array(z.object({ resource, scopeSpans: z.array(z.object({ spans: records })).max(1) }))
    .max(1)
    .default([]),
  resourceLogs: z
    .array(z.object({ resource, scopeLogs: z.array(z.object({ logRecords: records })).max(1) }))
    .max(1)
    .default([]),
});

/** What was told and can be passed on. */
export interface ReadReport extends Omit<ClientReport, 'userId' | 'sessionId'> {
  /** How many spans and lines were not as they should be, and are left out. */
  readonly rejected: number;
}

/**
 * Reads what a client tells: the members of an OTLP trace request and of a log request in one object, of one resource each
 * (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding).
 * @param clients names that a client may have
 * @throws ServiceError `BAD_REQUEST` for what is none, or of a client that nobody knows; `PAYLOAD_TOO_LARGE` for too many
 */
export function readClientReport(
  body: unknown,
  { clients, nowMs }: { readonly clients: readonly string[]; readonly nowMs: number },
): ReadReport {
  const { data } = report.safeParse(body);
  if (!data) throw refuse('This is no OTLP of one resource: resourceSpans, resourceLogs.');
  const spans = data.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  const lines = data.resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap((scope) => scope.logRecords));
  const count = spans.length + lines.length;
  if (count > maxRecords)
    throw gatewayErrors.create('PAYLOAD_TOO_LARGE', {
      message: `At most ${maxRecords} spans and lines may come at once.`,
    });
  const resources = [...data.resourceSpans, ...data.resourceLogs].map((each) => each.resource.attributes);
  const [client, ...others] = new Set(resources.map((pairs) => readText(pairs, 'service.name')));
  if (client === undefined || others.length > 0 || !clients.includes(client))
    throw refuse('The service.name is none of the clients that this gateway hears.');
  const read = {
    spans: spans.flatMap((each) => readSpan(each, nowMs) ?? []),
    logs: lines.flatMap((each) => readLine(each, nowMs) ?? []),
  };
  const version = readText(resources[0] ?? [], 'service.version');
  return {
    client,
    version: version && /^[\w.+-]{1,32}$/.test(version) ? version : undefined,
    ...read,
    rejected: count - read.spans.length - read.logs.length,
  };
}

const refuse = (message: string) => gatewayErrors.create('BAD_REQUEST', { message });

function readText(pairs: z.output<typeof keyValues>, name: string): string | undefined {
  const value = pairs.find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}

function readSpan(value: unknown, nowMs: number): ClientSpan | undefined {
  const { data } = span.safeParse(value);
  if (!data) return undefined;
  const { traceId, spanId, parentSpanId, name, startTimeUnixNano: startMs, endTimeUnixNano: endMs } = data;
  if (!isRecent(startMs, nowMs) || !isRecent(endMs, nowMs) || endMs < startMs) return undefined;
  return {
    ...{ traceId, spanId, parentSpanId, name, startMs, endMs },
    kind: kinds[data.kind],
    hasFailed: data.status?.code === failed,
    attributes: selectAttributes(data.attributes, spanAttributes),
  };
}

function readLine(value: unknown, nowMs: number): ClientLog | undefined {
  const { data } = line.safeParse(value);
  if (!data || !isRecent(data.timeUnixNano, nowMs)) return undefined;
  const { traceId, spanId, timeUnixNano: timeMs, severityNumber } = data;
  return {
    ...{ traceId, spanId, timeMs },
    level:
      severityNumber >= 21
        ? 'fatal'
        : severityNumber >= 17
          ? 'error'
          : severityNumber >= 13
            ? 'warn'
            : 'info',
    body: data.body.stringValue,
    attributes: selectAttributes(data.attributes, logAttributes),
  };
}

const isRecent = (timeMs: number, nowMs: number) =>
  timeMs > nowMs - longestAgoMs && timeMs < nowMs + furthestAheadMs;
