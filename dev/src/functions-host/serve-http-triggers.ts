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
});

/**
 * Serves the app's HTTP triggers, and `GET /health`.
 * Access keys are not asked for: like the runtime on a developer's machine it admits every caller.
 */
export function serveHttpTriggers(app: FunctionApp, routePrefix: string): RequestListener {
  const routes = [...app.functions.values()].flatMap(({ metadata }) => {
    const { binding } = findTrigger(metadata);
    if (binding.type !== 'httpTrigger') return [];
    const { methods, route = metadata.name } = bindingSchema.parse(binding);
    return [
      {
        name: metadata.name,
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
    for (const { name, methods, pattern } of routes) {
      const params = methods.has(request.method ?? '') ? matchRoute(pattern, url.pathname) : undefined;
      if (params) return answer(app, name, { request, response, url, params });
    }
    response.writeHead(404).end();
  };
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
