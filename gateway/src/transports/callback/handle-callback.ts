import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { type GatewayErrorCode, gatewayErrors } from '../../errors.ts';
import type { Verifier } from '../../subscriptions/callback/create-verifier.ts';
import { type Callback, parseCallback } from '../../subscriptions/callback/parse-callback.ts';
import type { HandleRequest } from '../http/create-http-handler.ts';
import { readBodyBy } from '../http/reading/read-body.ts';
import { sendError } from '../http/writing/send-errors.ts';
import { type RelayCallback, relayedHeader } from './relay-callback.ts';

export interface HandleCallbackOptions {
  /** Callbacks come to this path, a slash, and the id of a subscription. */
  readonly path: string;
  /** Largest body. */
  readonly maxBytes: number;
  readonly verifier: Pick<Verifier, 'check'>;
  /** Takes a callback for a subscription of this gateway; says whether there is one. */
  readonly receive: (callback: Callback) => boolean | Promise<boolean>;
  /** Hands on what is for another gateway. */
  readonly relay: RelayCallback;
}

/** The newest version of the protocol that we speak. */
const protocol = 'callback/1.0';

/**
 * Answers a callback of a subgraph (https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/callback-protocol):
 * 204 when it is taken, 404 when there is no such subscription any more, 401 for a wrong verifier, 400 for what is no
 * callback, 503 while the gateway that has the subscription does not answer.
 */
export function createHandleCallback(options: HandleCallbackOptions): HandleRequest {
  const { path, maxBytes, verifier, receive, relay } = options;

  async function take(id: string, request: IncomingMessage): Promise<void> {
    const callback = await readBodyBy(parseCallback, request, maxBytes);
    if (!callback) throw gatewayErrors.create('BAD_REQUEST', { message: 'This is no callback.' });
    if (callback.id !== id) {
      throw gatewayErrors.create('BAD_REQUEST', { message: 'The id is not that of the address.' });
    }
    const issuer = verifier.check(id, callback.verifier);
    if (!issuer)
      throw gatewayErrors.create('UNAUTHENTICATED', { message: 'The verifier is not that of the id.' });
    if (await receive(callback)) return;
    const isRelayed = request.headers[relayedHeader] !== undefined;
    if (isRelayed || !issuer.otherUrl || !(await relay(issuer.otherUrl, callback))) {
      throw gatewayErrors.create('NOT_FOUND', { message: 'There is no such subscription.' });
    }
  }

  return async (request, response: ServerResponse) => {
    response.setHeader('subscription-protocol', protocol);
    const id = request.url?.startsWith(`${path}/`) ? request.url.slice(path.length + 1) : '';
    if (!id) {
      sendError(request, response, { code: 'NOT_FOUND', message: `Callbacks go to ${path}/ID.` });
      return;
    }
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      sendError(request, response, { code: 'METHOD_NOT_ALLOWED', message: 'Call back by POST.' });
      return;
    }
    try {
      await take(id, request);
      response.writeHead(204).end();
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      sendError(request, response, { code: error.code as GatewayErrorCode, message: error.message });
    }
  };
}
