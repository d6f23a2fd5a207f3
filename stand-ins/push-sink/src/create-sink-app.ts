import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Hub } from './hub/create-hub.ts';
import { servePage } from './page/serve-page.ts';
import type { Faults, FaultyOperation } from './protocol/create-faults.ts';
import { handleInstallation } from './protocol/handle-installations.ts';
import { handleSend, handleTelemetry } from './protocol/handle-messages.ts';
import { HubError, writeHubError } from './protocol/hub-error.ts';
import { type AccessPolicy, type AccessRight, verifySasToken } from './protocol/verify-sas-token.ts';
import type { PushService } from './push-service/create-push-service.ts';
import { servePushService } from './push-service/serve-push-service.ts';

export interface SinkAppOptions {
  readonly hub: Hub;
  readonly hubName: string;
  readonly faults: Faults;
  readonly policies: readonly AccessPolicy[];
  readonly pushService: PushService;
  /** Emits `change` whenever devices show something else. */
  readonly changes: EventEmitter;
  readonly now: () => number;
}

/** What the service takes at most. */
const maxBody = '64kb';

/** Answers the REST protocol of a hub below its name, and people at `/`. */
export function createSinkApp(options: SinkAppOptions): Express {
  const { hub, hubName, faults, policies, now } = options;
  const app = express().disable('x-powered-by').disable('etag');
  servePage(app, options);
  servePushService(app, options.pushService);

  const guard = (right: AccessRight, operation: FaultyOperation) => async (request: Request) => {
    const resource = `${request.headers.host}${request.path}`;
    verifySasToken({ authorization: request.get('authorization'), policies, resource, right, nowMs: now() });
    await faults.meet(operation);
  };
  const handle =
    (
      check: (request: Request) => Promise<void>,
      answer: (hub: Hub, request: Request, response: Response) => void,
    ) =>
    async (request: Request, response: Response) => {
      response.set({ trackingid: randomUUID(), 'x-ms-correlation-request-id': randomUUID() });
      await check(request);
      answer(hub, request, response);
    };
  app.use(express.text({ type: () => true, limit: maxBody }));
  app.all(`/${hubName}/installations/:id`, handle(guard('Listen', 'installations'), handleInstallation));
  app.post(`/${hubName}/messages`, handle(guard('Send', 'send'), handleSend));
  app.get(`/${hubName}/messages/:id`, handle(guard('Send', 'send'), handleTelemetry));
  app.use((request) => {
    throw new HubError(404, `This stand-in knows no ${request.method} ${request.path}.`);
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    refuse(toHubError(error), response);
  });
  return app;
}

function toHubError(error: unknown): HubError {
  if (error instanceof HubError) return error;
  const { status = 500, message } = error as Error & { status?: number };
  return new HubError(status, message);
}

function refuse(error: HubError, response: Response): void {
  const trackingId = response.get('trackingid') ?? randomUUID();
  if (error.retryAfterSeconds !== undefined) response.set('retry-after', String(error.retryAfterSeconds));
  response.status(error.status).type('application/xml').send(writeHubError(error, trackingId));
}
