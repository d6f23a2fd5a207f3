import { Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Server as HttpsServer } from 'node:https';
import { type Context, context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { describeRequest, endRequest } from './describe-request.ts';

/** In which nothing begins a span. */
const untracedContext = suppressTracing(ROOT_CONTEXT);

/**
 * Probes are asked every few seconds, and a process that is not ready yet has not failed; feeds are looked at many times a second. What
 * clients tell is told of nothing but them.
 */
const untraced = /^\/(?:health|telemetry)(?:[/?]|$)/;

/**
 * Runs each request to a server of this process in a span of its own, in the trace that it says it belongs to. Of a trace that nobody
 * keeps the request is told its trace and nothing else is done: no attribute is read, nobody listens to it, nothing is counted.
 * The instrumentation of OpenTelemetry does all of that for each, which is most of what telemetry costs a busy gateway.
 */
export function traceRequests(): void {
  patchEmit(HttpServer.prototype, 'http');
  patchEmit(HttpsServer.prototype, 'https');
}

function patchEmit(prototype: HttpServer, scheme: string): void {
  // Asked for when the first request comes: until then no SDK may have started.
  let tracer: ReturnType<typeof trace.getTracer> | undefined;
  const emit = prototype.emit as (this: HttpServer, event: string, ...args: unknown[]) => boolean;

  function contextOf(request: IncomingMessage, response: ServerResponse): Context {
    const { method = 'GET', url = '', headers } = request;
    if (untraced.test(url) || headers['a-im'] !== undefined) return untracedContext;
    const parent = propagation.extract(ROOT_CONTEXT, headers);
    tracer ??= trace.getTracer('headgate');
    const span = tracer.startSpan(method, { kind: SpanKind.SERVER }, parent);
    if (span.isRecording()) {
      span.setAttributes(describeRequest(request, scheme));
      response.once('close', () => endRequest(span, response));
    }
    return trace.setSpan(parent, span);
  }

  prototype.emit = function (this: HttpServer, event: string, ...args: unknown[]): boolean {
    if (event !== 'request') return emit.call(this, event, ...args);
    const [request, response] = args as [IncomingMessage, ServerResponse];
    return context.with(contextOf(request, response), emit, this, event, ...args);
  } as HttpServer['emit'];
}
