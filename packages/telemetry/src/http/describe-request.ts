import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Attributes, type Span, SpanStatusCode } from '@opentelemetry/api';

/** Attributes of https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span, without the query. */
export function describeRequest(request: IncomingMessage, scheme: string): Attributes {
  const { method, url = '/', headers, socket } = request;
  const { host = '' } = headers;
  const end = host.lastIndexOf(':');
  const hasPort = end > host.lastIndexOf(']');
  const attributes: Attributes = {
    'http.request.method': method,
    'url.scheme': scheme,
    'url.path': url.split('?', 1)[0],
    'client.address': firstOf(headers['x-forwarded-for']) ?? socket.remoteAddress,
    'user_agent.original': headers['user-agent'],
    'server.address': (hasPort ? host.slice(0, end) : host) || undefined,
  };
  if (hasPort) attributes['server.port'] = Number(host.slice(end + 1));
  return attributes;
}

/**
 * Ends the span of a request by what was answered. What the client got wrong is said to be all right: Application Insights has every
 * status from 400 on as a failure, unless it is told otherwise.
 */
export function endRequest(span: Span, { statusCode }: ServerResponse): void {
  span.setAttribute('http.response.status_code', statusCode);
  if (statusCode >= 500) {
    span.setAttribute('error.type', String(statusCode));
    span.setStatus({ code: SpanStatusCode.ERROR });
  } else if (statusCode >= 400) span.setStatus({ code: SpanStatusCode.OK });
  span.end();
}

function firstOf(header: string | readonly string[] | undefined): string | undefined {
  return (typeof header === 'string' ? header : header?.[0])?.split(',', 1)[0]?.trim();
}
