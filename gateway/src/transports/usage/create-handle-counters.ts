import type { IncomingMessage, ServerResponse } from 'node:http';
import { readError } from '../../errors.ts';
import { sendError } from '../http/writing/send-errors.ts';
import type { RequireRole } from './create-require-role.ts';

export interface HandleCountersOptions {
  readonly requireRole: RequireRole;
  /** In the text format of Prometheus. */
  readonly prometheus: { readonly contentType: string; text(): Promise<string> };
}

/** Answers `GET /usage/counters`: what this gateway counts, for operators who have no way to the port of the metrics. */
export function createHandleCounters({ requireRole, prometheus }: HandleCountersOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'GET') {
      response.setHeader('allow', 'GET');
      sendError(request, response, { code: 'METHOD_NOT_ALLOWED', message: 'Read what is counted by GET.' });
      return;
    }
    try {
      await requireRole(request);
    } catch (error) {
      const known = readError(error);
      if (!known) throw error;
      sendError(request, response, known);
      return;
    }
    const text = await prometheus.text();
    response
      .writeHead(200, { 'content-type': prometheus.contentType, 'cache-control': 'no-store' })
      .end(text);
  };
}
