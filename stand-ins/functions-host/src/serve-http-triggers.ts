import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import type { FunctionApp } from './create-functions-core.ts';
import { findTrigger } from './find-trigger.ts';
import type { HttpData, TypedData } from './functions-core.ts';
import { invokeFunction } from './invoke-function.ts';
import { compileRoute, matchRoute } from './match-route.ts';

const bindingSchema = z.object({
  methods: z.array(z.string()).default(['GET', 'POST']),
  route: z.string().optional(),
  authLevel: z.enum(['anonymous', 'function', 'admin']).default('function'),
});

export interface HttpTriggerOptions {
  /** First segments of every path; empty for none. */
  readonly routePrefix: string;
  /** The access key of all functions that ask for one; null admits every caller, as the runtime on a developer's machine does. */
  readonly accessKey: string | null;
}

/**
 * Serves the app's HTTP triggers, and `GET /health`. A function that is not anonymous answers 401 to who does not give the
 * access key: https://learn.microsoft.com/azure/azure-functions/function-keys-how-to
 */
export function serveHttpTriggers(
  app: FunctionApp,
  { routePrefix, accessKey }: HttpTriggerOptions,
): RequestListener {
  const routes = [...app.functions.values()].flatMap(({ metadata }) => {
    const { binding } = findTrigger(metadata);
    if (binding.type !== 'httpTrigger') return [];
    const { methods, route = metadata.name, authLevel } = bindingSchema.parse(binding);
    return [
      {
        name: metadata.name,
        key: authLevel === 'anonymous' ? null : accessKey,
        methods: new Set(methods.map((method) => method.toUpperCase())),
        pattern: compileRoute(`${routePrefix}/${route}`),
      },
    ];
  });
  return async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
    if (url.pathname === '/health') {
      response.setHeader('content-type', 'application/json').end('{"status":"running"}');
      return;
    }
    for (const { name, key, methods, pattern } of routes) {
      const params = methods.has(request.method ?? '') ? matchRoute(pattern, url.pathname) : undefined;
      if (!params) continue;
      if (key === null || isKey(request.headers['x-functions-key'] ?? url.searchParams.get('code'), key)) {
        return answer(app, name, { request, response, url, params });
      }
      response.writeHead(401).end();
      return;
    }
    response.writeHead(404).end();
  };
}

/** Takes as long for a key that is nearly right as for any other one. */
function isKey(given: string | readonly string[] | null, key: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(key));
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly params: Record<string, string>;
}

async function answer(app: FunctionApp, name: string, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  try {
    const traceParent = request.headers['traceparent'];
    const returned = await invokeFunction(app, name, await readRequest(exchange), {
      ...(typeof traceParent === 'string' && { traceParent }),
    });
    writeResponse(response, returned?.http ?? { statusCode: '204' });
  } catch (error) {
    app.log(
      'error',
      `Function.${name}`,
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
    response.writeHead(500).end();
  }
}

async function readRequest({ request, url, params }: Exchange): Promise<TypedData> {
  const bytes = await buffer(request);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    http: {
      method: request.method ?? 'GET',
      url: url.href,
      headers: Object.fromEntries(headers),
      query: Object.fromEntries(url.searchParams),
      params,
      ...(bytes.length > 0 && { body: { bytes } }),
    },
  };
}

function writeResponse(response: ServerResponse, { statusCode, headers, body }: HttpData): void {
  response.writeHead(Number(statusCode), headers);
  response.end(body?.bytes ? Buffer.from(body.bytes) : body?.string);
}
