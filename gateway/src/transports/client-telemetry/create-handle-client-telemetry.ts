import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClientReport } from '@headgate/telemetry/clients/client-report.ts';
import type { Authenticate } from '../../auth/create-authenticate.ts';
import { gatewayErrors, readError } from '../../errors.ts';
import type { AdmitSignedIn } from '../../ports/signed-in.ts';
import { readBody } from '../http/reading/read-body.ts';
import { readHeaders } from '../http/reading/read-headers.ts';
import { sendError } from '../http/writing/send-errors.ts';
import { readClientReport } from './read-client-report.ts';

export interface HandleClientTelemetryOptions {
  readonly authenticate: Authenticate;
  /** Finds out who is signed in by a cookie; default: nobody is. */
  readonly admitSignedIn?: AdmitSignedIn | undefined;
  /** Whether anybody wants to know: where nobody does, nothing is read. */
  readonly isHeard: () => boolean;
  /** Names that a client may have. */
  readonly clients: readonly string[];
  /** Of which share of their sessions clients tell, from 0 to 1. */
  readonly sample: number;
  /** Makes names for ids of people and sessions. */
  readonly pseudonymise: (id: string) => string;
  /** Takes so many records from what a caller may tell; answers in how many seconds there is room, 0 where there is now. */
  readonly take: (caller: string, records: number) => Promise<number> | number;
  readonly onReport: (report: ClientReport) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** As much as browsers send for a page that is being left (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). */
const maxBodyBytes = 64 * 1024;

/**
 * Answers `/telemetry`, where clients tell what happened in them: GET says of which share of sessions (`sample`) and what time it is
 * (`serverTimeMs`), POST takes a report and says the same, with `partialSuccess` where not all of it was taken. 204 where nobody
 * wants to know; 400, 401, 403, 413, 415, 429 as the table of errors has them.
 */
export function createHandleClientTelemetry(options: HandleClientTelemetryOptions) {
  const { authenticate, admitSignedIn, clients, sample, pseudonymise, take, onReport, now } = options;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const signedIn = await admitSignedIn?.(request.headers);
    const identity = await authenticate({ headers: readHeaders(request.headers) });
    if (!identity) throw gatewayErrors.create('UNAUTHENTICATED');
    const userId = pseudonymise(identity.userId);
    const rejected =
      request.method === 'POST'
        ? await takeReport(request, response, { userId, sessionId: signedIn && pseudonymise(signedIn.id) })
        : 0;
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    const partialSuccess = rejected > 0 ? { rejectedRecords: rejected } : undefined;
    response.end(JSON.stringify({ sample, serverTimeMs: now(), partialSuccess }));
  }

  async function takeReport(
    request: IncomingMessage,
    response: ServerResponse,
    caller: Pick<ClientReport, 'userId' | 'sessionId'>,
  ): Promise<number> {
    const body = await readBody(request, maxBodyBytes);
    const { rejected, ...report } = readClientReport(body, { clients, nowMs: now() });
    const waitSeconds = await take(caller.userId, report.spans.length + report.logs.length + rejected + 1);
    if (waitSeconds > 0) {
      response.setHeader('retry-after', waitSeconds);
      throw gatewayErrors.create('TELEMETRY_BUDGET_EXCEEDED');
    }
    if (report.spans.length + report.logs.length > 0) onReport({ ...report, ...caller });
    return rejected;
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'POST') {
      response.setHeader('allow', 'GET, POST');
      sendError(request, response, { code: 'METHOD_NOT_ALLOWED', message: 'Tell what happened by POST.' });
      return;
    }
    if (sample === 0 || !options.isHeard()) {
      // What is left of a body that nobody reads would be taken for the next request.
      if (!request.complete) response.setHeader('connection', 'close');
      response.writeHead(204, { 'cache-control': 'no-store' }).end();
      return;
    }
    try {
      await answer(request, response);
    } catch (error) {
      const known = readError(error);
      if (!known) throw error;
      sendError(request, response, known);
    }
  };
}
