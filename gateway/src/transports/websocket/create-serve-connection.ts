import type { Duplex } from 'node:stream';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import {
  CloseCode,
  type ConnectionInitMessage,
  type PingMessage,
  type SubscribeMessage,
  validateMessage,
} from 'graphql-ws';
import { WebSocket } from 'ws';
import { gatewayErrors } from '../../errors.ts';
import type { EngineResult } from '../../execution/engine.ts';
import { writeResult } from '../../execution/writing/write-result.ts';
import type { SignedIn } from '../../ports/signed-in.ts';
import type { ReadySubscription } from '../../subscriptions/ready-subscription.ts';
import { parseJson } from '../../values/parse-json.ts';
import type { LiveClient, LiveClients } from '../live-clients.ts';
import { maxWaitingBytes } from '../max-waiting-bytes.ts';
import { closeCodes } from './close-codes.ts';
import { createEventFrames } from './create-event-frames.ts';
import { createKeepAlive } from './create-keep-alive.ts';
import type { RunOperation } from './run-operation.ts';
import { writeTextFrame } from './text-frame.ts';

export interface ServeConnectionOptions {
  readonly runOperation: RunOperation;
  readonly connectionInitTimeoutMs: number;
  readonly maxOperationsPerConnection: number;
  /** After it what subgraphs still owe a query or a mutation is given up: the client gets what there is. */
  readonly operationTimeoutMs: number;
  /** How many messages may be written that a client has not taken. */
  readonly maxWaitingEvents: number;
  /** How often a client is pinged; one that does not answer before the next ping is cut off. */
  readonly keepAliveMs: number;
  readonly clients: LiveClients;
  readonly logger: { error(details: object, message: string): void };
}

/** Serves one WebSocket until it is closed. */
export type ServeConnection = (connection: Connection) => void;

export interface Connection {
  readonly socket: WebSocket;
  /** What the WebSocket writes to. Nothing is compressed, so that frames written here come between its own. */
  readonly stream: Duplex;
  /** Headers of the handshake, names in lower case. */
  readonly handshake: Readonly<Record<string, string>>;
  /** Where the client is, where somebody wants to know. */
  readonly address: string | undefined;
  /** Who opened it, when a cookie told. */
  readonly signedIn?: SignedIn | undefined;
}

/** Ids go out with each event and are kept meanwhile. */
const maxIdLength = 255;

/** What a client says of itself is kept for as long as its socket is open; headers may be as long. */
const maxInitLength = 16 * 1024;

const stopping: GraphQLFormattedError = {
  message: gatewayErrors.table.SUBSCRIPTION_GATEWAY_STOPPING.message,
  extensions: { code: 'SUBSCRIPTION_GATEWAY_STOPPING' },
};

type Phase =
  | { readonly phase: 'new'; readonly timer: NodeJS.Timeout }
  | { readonly phase: 'acknowledged'; readonly params: ConnectionInitMessage['payload'] };

/**
 * Speaks graphql-transport-ws (https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md).
 * A `connection_init` without a token is accepted: it is the operation that is refused when its token is bad. An event
 * is written as it is, in the text that all who share its subscription get.
 */
export function createServeConnection(options: ServeConnectionOptions): ServeConnection {
  const { maxOperationsPerConnection, operationTimeoutMs, maxWaitingEvents, clients } = options;
  const keepAlive = createKeepAlive(options.keepAliveMs);
  const frames = createEventFrames();
  return ({ socket, stream, handshake, address, signedIn }) => {
    const operations = new Map<string, Disposable>();
    let waiting = 0;
    let refusals = 0;
    let state: Phase = {
      phase: 'new',
      timer: setTimeout(
        () => close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout'),
        options.connectionInitTimeoutMs,
      ),
    };

    // Queries and mutations that have not been answered; events of subscriptions come again elsewhere.
    let unanswered = 0;
    let isDismissed = false;

    const client: LiveClient = {
      transport: 'websocket',
      // The first that waits is not counted when it is written.
      countWaiting: () => waiting + Number(stream.writableLength > 0),
      dismiss() {
        isDismissed = true;
        closeWhenAnswered();
      },
    };

    function closeWhenAnswered(): void {
      if (isDismissed && unanswered === 0) close(closeCodes.goingAway, 'Going away');
    }

    const sent = () => {
      waiting -= 1;
    };

    function send(message: string): void {
      write(writeTextFrame(message));
    }

    function write(frame: Buffer): void {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (stream.writableLength === 0) {
        // A callback would cost as much as the write.
        stream.write(frame);
        return;
      }
      waiting += 1;
      if (waiting > maxWaitingEvents || stream.writableLength > maxWaitingBytes)
        close(closeCodes.tooSlow, 'Events are not taken fast enough');
      else stream.write(frame, sent);
    }

    function close(code: number, reason: string): void {
      leaveAll();
      socket.close(code, reason);
    }

    function leaveAll(): void {
      for (const operation of operations.values()) operation[Symbol.dispose]();
      operations.clear();
    }

    function sendErrors(id: string, errors: readonly GraphQLFormattedError[]): void {
      operations.delete(id);
      send(`{"id":${JSON.stringify(id)},"type":"error","payload":${JSON.stringify(errors)}}`);
    }

    function complete(id: string): void {
      operations.delete(id);
      send(`{"id":${JSON.stringify(id)},"type":"complete"}`);
    }

    function refuse(id: string): void {
      refusals += 1;
      if (refusals > maxOperationsPerConnection) {
        close(closeCodes.tooManyOperations, 'Too many operations');
        return;
      }
      const { message } = gatewayErrors.table.SUBSCRIPTION_LIMIT_EXCEEDED;
      sendErrors(id, [{ message, extensions: { code: 'SUBSCRIPTION_LIMIT_EXCEEDED' } }]);
    }

    function fail(error: unknown): void {
      options.logger.error({ err: error }, 'an operation over WebSocket failed');
      close(closeCodes.internalError, 'Internal error');
    }

    async function subscribe(message: SubscribeMessage, params: unknown): Promise<void> {
      unanswered += 1;
      try {
        await answer(message, params);
      } finally {
        unanswered -= 1;
        closeWhenAnswered();
      }
    }

    async function answer({ id, payload }: SubscribeMessage, params: unknown): Promise<void> {
      const running = new AbortController();
      const operation = { [Symbol.dispose]: () => running.abort() };
      operations.set(id, operation);
      const timer = setTimeout(() => running.abort(), operationTimeoutMs);
      const found = await options.runOperation({
        payload,
        connectionParams: params,
        handshake,
        address,
        signedIn,
        signal: running.signal,
        deadlineMs: Date.now() + operationTimeoutMs,
      });
      clearTimeout(timer);
      if (operations.get(id) !== operation) {
        if (found.kind === 'subscription') found.subscription[Symbol.dispose]();
        return;
      }
      if (found.kind === 'refused') {
        sendErrors(id, found.errors);
        return;
      }
      if (found.kind === 'single') {
        sendResult(id, found.result);
        return;
      }
      start(id, found.subscription);
    }

    /** Apart from `subscribe`, so that what that needed is not kept for as long as the subscription lives. */
    function start(id: string, subscription: ReadySubscription): void {
      const prefix = beginNext(id);
      operations.set(id, subscription);
      subscription.start({
        next: (event) => write(frames.write(prefix, event)),
        fail: ({ errors }) => sendErrors(id, errors),
        complete: () => complete(id),
      });
    }

    function sendResult(id: string, result: EngineResult): void {
      let text: string;
      try {
        text = writeResult(result);
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        sendErrors(id, [{ message: error.message, extensions: { code: error.extensions['code'] } }]);
        return;
      }
      send(`${beginNext(id)}${text}}`);
      complete(id);
    }

    function receive(text: string): void {
      if (socket.readyState !== WebSocket.OPEN) return;
      const message = read(text);
      if (message?.type === 'connection_init') {
        if (state.phase !== 'new') {
          close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
          return;
        }
        clearTimeout(state.timer);
        state = { phase: 'acknowledged', params: message.payload };
        send('{"type":"connection_ack"}');
      } else if (message?.type === 'ping') {
        const pong = writePong(message.payload);
        if (pong === undefined) close(CloseCode.BadRequest, 'Invalid message received');
        else send(pong);
      } else if (message?.type === 'complete') {
        operations.get(message.id)?.[Symbol.dispose]();
        operations.delete(message.id);
      } else if (message?.type === 'subscribe') {
        if (state.phase === 'new') close(CloseCode.Unauthorized, 'Unauthorized');
        else if (operations.has(message.id)) {
          // A reason has at most 123 bytes; a longer one throws.
          const id = message.id.slice(0, 30);
          close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
        } else if (isDismissed) sendErrors(message.id, [stopping]);
        else if (operations.size >= maxOperationsPerConnection) refuse(message.id);
        else subscribe(message, state.params).catch(fail);
      } else if (message?.type !== 'pong') {
        close(CloseCode.BadRequest, 'Invalid message received');
      }
    }

    keepAlive.enter(socket);
    clients.enter(client);
    const unfollow = signedIn?.follow({
      renewed: () => undefined,
      ended: () => close(CloseCode.Forbidden, 'Signed out'),
    });
    socket.on('message', (data) => receive(String(data)));
    socket.once('close', () => {
      if (state.phase === 'new') clearTimeout(state.timer);
      keepAlive.leave(socket);
      unfollow?.();
      leaveAll();
      clients.leave(client);
    });
  };
}

function beginNext(id: string): string {
  return `{"id":${JSON.stringify(id)},"type":"next","payload":`;
}

/** Undefined for what is no message of the protocol, or one of which too much would be kept. */
function read(text: string) {
  try {
    const message = validateMessage(parseJson(text));
    if ('id' in message && message.id.length > maxIdLength) return undefined;
    return message.type === 'connection_init' && text.length > maxInitLength ? undefined : message;
  } catch {
    return undefined;
  }
}

/** Undefined for a payload that is nested too deep to be written. */
function writePong(payload: PingMessage['payload']): string | undefined {
  try {
    return JSON.stringify({ type: 'pong', payload });
  } catch {
    return undefined;
  }
}
