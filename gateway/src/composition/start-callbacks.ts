import { randomBytes } from 'node:crypto';
import type { Logger } from '@headgate/service/create-logger.ts';
import { Agent } from 'undici';
import type { GatewayConfig } from '../config/config.ts';
import { wildcardHosts } from '../config/options-schema.ts';
import { followSignal } from '../execution/subgraph-client/follow-signal.ts';
import { createUndiciSender } from '../execution/subgraph-client/send-with-undici.ts';
import {
  type CallbackUpstreams,
  createCallbackUpstreams,
} from '../subscriptions/callback/create-callback-upstreams.ts';
import { createVerifier } from '../subscriptions/callback/create-verifier.ts';
import { createHandleCallback } from '../transports/callback/handle-callback.ts';
import { createRelayCallback } from '../transports/callback/relay-callback.ts';
import { serveCallbacks } from '../transports/callback/serve-callbacks.ts';

/** Subgraphs that are subscribed to by HTTP callback. */
export interface Callbacks extends AsyncDisposable {
  readonly subgraphs: ReadonlySet<string>;
  readonly upstreams: CallbackUpstreams;
}

export interface CallbacksOptions {
  readonly config: GatewayConfig;
  readonly callback: NonNullable<GatewayConfig['callback']>;
  readonly logger: Logger;
}

/** How long another gateway may take to answer for a callback, in milliseconds. */
const relayTimeoutMs = 5_000;

/** Starts to listen for callbacks. It is to be the last that stops: who calls until then is told what has ended. */
export async function startCallbacks({ config, callback, logger }: CallbacksOptions): Promise<Callbacks> {
  const { subgraphs, path, port, publicUrl, heartbeatMs, maxBytes } = callback;
  let { ownUrl } = callback;
  await using cleanup = new AsyncDisposableStack();
  const agent = cleanup.adopt(new Agent(), (running) => running.destroy());
  const verifier = createVerifier({
    secret: callback.secret ?? randomBytes(32).toString('base64url'),
    ownUrl: () => ownUrl,
  });
  const send = createUndiciSender(agent);
  const upstreams = createCallbackUpstreams({
    send: (request) => followSignal(request.signal, (cancellation) => send(request, cancellation)),
    verifier,
    callbackUrl: (id) => `${publicUrl ?? ownUrl}/${id}`,
    heartbeatMs,
    timeoutMs: config.subgraphTimeoutMs,
  });
  const listener = cleanup.use(
    await serveCallbacks({
      handleCallback: createHandleCallback({
        path,
        maxBytes,
        verifier,
        receive: upstreams.receive,
        relay: createRelayCallback({ fetch, timeoutMs: relayTimeoutMs }),
      }),
      host: config.host,
      port,
      logger,
    }),
  );
  if (!wildcardHosts.has(config.host)) ownUrl ??= `http://${config.host}:${listener.port}${path}`;
  logger.info({ publicUrl: publicUrl ?? ownUrl, ownUrl }, 'listening for callbacks');
  const running = cleanup.move();
  return { subgraphs: new Set(subgraphs), upstreams, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
