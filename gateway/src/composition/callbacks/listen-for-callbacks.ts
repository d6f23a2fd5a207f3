import { randomBytes } from 'node:crypto';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { GatewayConfig } from '../../config/config.ts';
import { wildcardHosts } from '../../config/options-schema.ts';
import { createVerifier, type Verifier } from '../../subscriptions/callback/create-verifier.ts';
import type { Callback } from '../../subscriptions/callback/parse-callback.ts';
import { createHandleCallback } from '../../transports/callback/handle-callback.ts';
import { createRelayCallback } from '../../transports/callback/relay-callback.ts';
import { serveCallbacks } from '../../transports/callback/serve-callbacks.ts';

export interface ListenForCallbacksOptions {
  readonly config: Pick<GatewayConfig, 'host'>;
  readonly callback: NonNullable<GatewayConfig['callback']>;
  /** Takes a callback for a subscription of this gateway; says whether there is one. */
  readonly receive: (callback: Callback) => boolean | Promise<boolean>;
  readonly logger: Logger;
}

/** What hears of callbacks. */
export interface CallbackListener extends AsyncDisposable {
  readonly secret: string;
  /** Where other gateways reach this one; undefined when nobody knows. */
  readonly ownUrl: string | undefined;
  readonly verifier: Verifier;
}

/** How long another gateway may take to answer for a callback, in milliseconds. */
const relayTimeoutMs = 5_000;

/** Listens for callbacks. It is to be the last that stops: who calls until then is told what has ended. */
export async function listenForCallbacks(options: ListenForCallbacksOptions): Promise<CallbackListener> {
  const { config, callback, receive, logger } = options;
  const { path, port, publicUrl, maxBytes } = callback;
  const secret = callback.secret ?? randomBytes(32).toString('base64url');
  let { ownUrl } = callback;
  const verifier = createVerifier({ secret, ownUrl: () => ownUrl });
  const listener = await serveCallbacks({
    handleCallback: createHandleCallback({
      path,
      maxBytes,
      verifier,
      receive,
      relay: createRelayCallback({ fetch, timeoutMs: relayTimeoutMs }),
    }),
    host: config.host,
    port,
    logger,
  });
  if (!wildcardHosts.has(config.host)) ownUrl ??= `http://${config.host}:${listener.port}${path}`;
  logger.info({ publicUrl: publicUrl ?? ownUrl, ownUrl }, 'listening for callbacks');
  return {
    secret,
    ownUrl,
    verifier,
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  };
}
