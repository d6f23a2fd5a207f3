import {
  type Attributes,
  type Span,
  SpanKind,
  type SpanStatus,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { EndedOperation } from '../ports/ended-operation.ts';
import { isFailure } from '../values/is-failure.ts';
import { boundOperations, type OperationBounds } from './bound-operations.ts';
import type { Metrics, OperationLabels } from './create-metrics.ts';
import { createPseudonymise } from './create-pseudonymise.ts';
import { unnamedOperation } from './name-span.ts';
import { recordAlways } from './record-always.ts';

/** As other gateways have it: a process that is asked for more than these has clients that name operations at random. */
const defaultBounds: OperationBounds = { maxSeries: 2_000, maxNames: 300 };

export interface ObserveOperationOptions {
  readonly bounds?: OperationBounds;
  /** Operations that take as long are seen whatever becomes of their traces, in milliseconds. Default: none. */
  readonly slowMs?: number;
  /** Makes names for ids of people and sessions. Default: others in each process. */
  readonly pseudonymise?: (id: string) => string;
}

/**
 * Marks the span of an operation by the gravest code of its answer, and counts it by operation, client, code and result.
 * What the client got wrong is `refused`, and no failure.
 */
export function createObserveOperation(
  metrics: Pick<Metrics, 'observeOperation'> | undefined,
  {
    bounds = defaultBounds,
    slowMs = Number.POSITIVE_INFINITY,
    pseudonymise = createPseudonymise(undefined),
  }: ObserveOperationOptions = {},
) {
  const bound = boundOperations(bounds);
  return (ended: EndedOperation): void => {
    const { type, name, client, codes, durationMs } = ended;
    const failure = codes.find(isFailure);
    const code = failure ?? codes[0];
    const result = failure ? 'failed' : code ? 'refused' : 'ok';
    const span = trace.getActiveSpan();
    if (span?.isRecording()) markSpan(span, ended, { code, result, pseudonymise });
    else if (span && (result === 'failed' || durationMs >= slowMs))
      recordUnkept(ended, { code, result, pseudonymise });
    if (!metrics) return;
    const labels = bound({
      operation: name ?? (type ? 'anonymous' : 'unknown'),
      type: type ?? 'unknown',
      client_name: client.name ?? 'unknown',
      client_version: client.version ?? 'unknown',
      code: code ?? 'OK',
      result,
    });
    metrics.observeOperation(labels, durationMs);
  };
}

interface Outcome {
  readonly code: string | undefined;
  readonly result: OperationLabels['result'];
  readonly pseudonymise: (id: string) => string;
}

function markSpan(span: Span, ended: EndedOperation, outcome: Outcome): void {
  if (!ended.type) span.updateName(unnamedOperation);
  span.setAttributes(describe(ended, outcome));
  const status = statusOf(outcome);
  if (status) span.setStatus(status);
}

/** An operation that failed or was slow is seen although its trace is not kept. */
function recordUnkept(ended: EndedOperation, outcome: Outcome): void {
  const { type, name, durationMs } = ended;
  recordAlways({
    name: type ? (name === undefined ? type : `${type} ${name}`) : unnamedOperation,
    kind: SpanKind.SERVER,
    durationMs,
    attributes: {
      ...(type && { 'graphql.operation.type': type }),
      ...(name !== undefined && { 'graphql.operation.name': name }),
      ...describe(ended, outcome),
    },
    status: statusOf(outcome) ?? { code: SpanStatusCode.UNSET },
  });
}

/** Attributes as in https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/ and `enduser/`. */
function describe(
  { client, userId, sessionId }: EndedOperation,
  { code, result, pseudonymise }: Outcome,
): Attributes {
  return {
    ...(client.name && { 'headgate.client.name': client.name.slice(0, 100) }),
    ...(client.version && { 'headgate.client.version': client.version.slice(0, 100) }),
    ...(userId !== undefined && { 'enduser.pseudo.id': pseudonymise(userId) }),
    ...(sessionId !== undefined && { 'session.id': pseudonymise(sessionId) }),
    'headgate.operation.result': result,
    ...(code !== undefined && { 'error.type': code }),
  };
}

/** Said to be all right where the client is to blame: the status of HTTP alone would make it a failure. */
function statusOf({ code, result }: Outcome): SpanStatus | undefined {
  if (code === undefined) return undefined;
  return result === 'failed' ? { code: SpanStatusCode.ERROR, message: code } : { code: SpanStatusCode.OK };
}
