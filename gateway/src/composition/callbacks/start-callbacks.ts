import type { Logger } from '@headgate/service/create-logger.ts';
import type { GatewayConfig } from '../../config/config.ts';
import { createSubgraphSettingsOf } from '../../config/subgraph-settings.ts';
import { createHttpSender } from '../../execution/http-client/create-http-sender.ts';
import { followSignal } from '../../execution/subgraph-client/follow-signal.ts';
import type { ProcessChannel } from '../../ports/process-channel.ts';
import {
  type CallbackUpstreams,
  createCallbackUpstreams,
} from '../../subscriptions/callback/create-callback-upstreams.ts';
import { createVerifier } from '../../subscriptions/callback/create-verifier.ts';
import { parseCallback } from '../../subscriptions/callback/parse-callback.ts';
import { listenForCallbacks } from './listen-for-callbacks.ts';

/** Subgraphs that are subscribed to by HTTP callback. */
export interface Callbacks extends AsyncDisposable {
  readonly subgraphs: ReadonlySet<string>;
  readonly upstreams: CallbackUpstreams;
}

export interface CallbacksOptions {
  readonly config: GatewayConfig;
  readonly callback: NonNullable<GatewayConfig['callback']>;
  /** Hears of callbacks where the process that keeps this one listens for them. */
  readonly channel: ProcessChannel | undefined;
  readonly logger: Logger;
}

/** Subscribes to subgraphs that call back, and listens for callbacks where nobody does it for this process. */
export async function startCallbacks(options: CallbacksOptions): Promise<Callbacks> {
  const { config, callback, channel } = options;
  const { publicUrl } = callback;
  await using cleanup = new AsyncDisposableStack();
  const settingsOf = createSubgraphSettingsOf(config.settings.subgraphs);
  const { send } = cleanup.use(
    createHttpSender({
      keepAlive: true,
      onConnect: () => undefined,
      http2Of: (subgraph) => settingsOf(subgraph).http2,
    }),
  );
  const listener = channel
    ? describeListener(callback)
    : cleanup.use(await listenForCallbacks({ ...options, receive: (each) => upstreams.receive(each) }));
  const { verifier, ownUrl } = listener;
  const upstreams = createCallbackUpstreams({
    async send(request) {
      const reply = await followSignal(request.signal, (cancellation) => send(request, cancellation));
      return { ...reply, body: reply.body.text() };
    },
    verifier,
    callbackUrl: (id) => `${publicUrl ?? ownUrl}/${id}`,
    idPrefix: channel ? `${process.pid}-` : '',
    heartbeatMs: callback.heartbeatMs,
    timeoutMs: config.subgraphTimeoutMs,
  });
  channel?.onCallback((text) => {
    const received = parseCallback(text);
    return received !== undefined && upstreams.receive(received);
  });
  const running = cleanup.move();
  return {
    subgraphs: new Set(callback.subgraphs),
    upstreams,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** The process that keeps this one says in its environment where it listens, and by which secret. */
function describeListener({ secret = '', ownUrl }: CallbacksOptions['callback']) {
  return { verifier: createVerifier({ secret, ownUrl: () => ownUrl }), ownUrl };
}
