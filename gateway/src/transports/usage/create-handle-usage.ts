import type { IncomingMessage, ServerResponse } from 'node:http';
import { gatewayErrors, readError } from '../../errors.ts';
import type { FieldJudgement, UsageReport } from '../../ports/operation-usage.ts';
import { prefersHtml } from '../http/reading/choose-media-type.ts';
import { sendError } from '../http/writing/send-errors.ts';
import type { RequireRole } from './create-require-role.ts';
import { renderUsagePage } from './render-usage-page.ts';

export interface HandleUsageOptions {
  readonly read: () => Promise<UsageReport>;
  readonly judge: (coordinate: string, report: UsageReport, schema?: ReadonlySet<string>) => FieldJudgement;
  /** What the schema has, by coordinates; undefined where nobody has told. */
  readonly readSchema: () => Promise<ReadonlySet<string> | undefined>;
  readonly requireRole: RequireRole;
  /** Whether browsers can sign in here. */
  readonly signsIn: boolean;
}

/**
 * Answers `GET /usage?field=Type.field`: a page for browsers, JSON for programs. 401 for who is not known, whom a browser is sent
 * to sign in for; 403 for who has none of the roles.
 */
export function createHandleUsage(options: HandleUsageOptions) {
  const { read, readSchema, judge, requireRole, signsIn } = options;

  async function answer(request: IncomingMessage, response: ServerResponse, search: string): Promise<void> {
    await requireRole(request);
    const [report, schema] = await Promise.all([read(), readSchema()]).catch((cause: unknown) => {
      throw gatewayErrors.create('CACHE_UNAVAILABLE', { cause });
    });
    const field = new URLSearchParams(search).get('field')?.trim() || undefined;
    const judgement = field === undefined ? undefined : judge(field, report, schema);
    if (prefersHtml(request.headers.accept)) {
      response.writeHead(200, pageHeaders).end(renderUsagePage(report, judgement));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(judgement ?? report));
  }

  return async (request: IncomingMessage, response: ServerResponse, search: string): Promise<void> => {
    if (request.method !== 'GET') {
      response.setHeader('allow', 'GET');
      sendError(request, response, { code: 'METHOD_NOT_ALLOWED', message: 'Read what is used by GET.' });
      return;
    }
    try {
      await answer(request, response, search);
    } catch (error) {
      const known = readError(error);
      if (!known) throw error;
      const isUnknown = known.code === 'UNAUTHENTICATED' || known.code === 'SESSION_ENDED';
      if (signsIn && isUnknown && prefersHtml(request.headers.accept)) {
        const location = `/auth/login?to=${encodeURIComponent(`/usage${search}`)}`;
        response.writeHead(302, { location, 'cache-control': 'no-store' }).end();
      } else sendError(request, response, known);
    }
  };
}

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};
