import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CloseCode, type ConnectionInitMessage, type SubscribeMessage } from 'graphql-ws';
import { WebSocket } from 'ws';
import { gatewayErrors } from '../../errors.ts';
import type { EngineResult } from '../../execution/engine.ts';
import { findWritten } from '../../execution/writing/create-result.ts';
import { type JsonPieces, writePieces } from '../../execution/writing/write-result.ts';
import type { LiveClient } from '../live-clients.ts';
import { maxWaitingBytes } from '../max-waiting-bytes.ts';
import { ClientOperation, type OperationOwner } from './client-operation.ts';
import { closeCodes } from './close-codes.ts';
import type { Connection, ServeConnectionOptions } from './connection.ts';
import type { EventFrames } from './create-event-frames.ts';
import type { KeepAlive, PingedClient } from './create-keep-alive.ts';
import { beginNext, readMessage, writePong } from './messages.ts';
import type { ServedConnection } from './served-socket.ts';
import { writeTextFrame } from './text-frame.ts';

/** What all connections have in common. */
export interface CommonParts extends ServeConnectionOptions {
  readonly keepAlive: KeepAlive;
  readonly frames: EventFrames;
}

const stopping: GraphQLFormattedError = {
  message: gatewayErrors.table.SUBSCRIPTION_GATEWAY_STOPPING.message,
  extensions: { code: 'SUBSCRIPTION_GATEWAY_STOPPING' },
};

type Phase =
  | { readonly phase: 'new'; readonly timer: NodeJS.Timeout }
  | { readonly phase: 'acknowledged'; readonly params: ConnectionInitMessage['payload'] };

/** Most clients say nothing of themselves. */
const acknowledged: Phase = { phase: 'acknowledged', params: undefined };

const none: readonly ClientOperation[] = [];

/** A class, because there may be a hundred thousand: the closures of each would weigh more than what they do it with. */
export class ClientConnection implements ServedConnection, LiveClient, PingedClient, OperationOwner {
  readonly #common: CommonParts;
  readonly #socket: Connection['socket'];
  readonly #stream: Connection['stream'];
  readonly #handshake: Connection['handshake'];
  readonly #address: string | undefined;
  readonly #signedIn: Connection['signedIn'];
  readonly #unfollow: (() => void) | undefined;
  #state: Phase;
  /** There are few of them. One array after another, since one that grows takes room for sixteen more. */
  #operations = none;
  /** Messages that the client has not taken, beside the one that was written first. */
  #waiting = 0;
  #refusals = 0;
  /** Queries and mutations that have not been answered; events of subscriptions come again elsewhere. */
  #unanswered = 0;
  #isDismissed = false;
  #bytesReadAtPing = -1;

  constructor(common: CommonParts, connection: Connection) {
    this.#common = common;
    this.#socket = connection.socket;
    this.#stream = connection.stream;
    this.#handshake = connection.handshake;
    this.#address = connection.address;
    this.#signedIn = connection.signedIn;
    const expire = () =>
      this.#close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
    this.#state = { phase: 'new', timer: setTimeout(expire, common.connectionInitTimeoutMs) };
    common.keepAlive.enter(this);
    common.clients.enter(this);
    this.#unfollow = connection.signedIn?.follow({
      renewed: () => undefined,
      ended: () => this.#close(CloseCode.Forbidden, 'Signed out'),
    });
  }

  receive(text: string): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    const message = readMessage(text);
    if (message?.type === 'connection_init') this.#acknowledge(message.payload);
    else if (message?.type === 'ping') {
      const pong = writePong(message.payload);
      if (pong === undefined) this.#close(CloseCode.BadRequest, 'Invalid message received');
      else this.#send(pong);
    } else if (message?.type === 'complete') {
      const operation = this.#find(JSON.stringify(message.id));
      if (!operation) return;
      operation[Symbol.dispose]();
      this.#remove(operation);
    } else if (message?.type === 'subscribe') this.#subscribe(message);
    else if (message?.type !== 'pong') this.#close(CloseCode.BadRequest, 'Invalid message received');
  }

  closed(): void {
    const { keepAlive, clients } = this.#common;
    if (this.#state.phase === 'new') clearTimeout(this.#state.timer);
    keepAlive.leave(this);
    this.#unfollow?.();
    this.#leaveAll();
    clients.leave(this);
  }

  dismiss(): void {
    this.#isDismissed = true;
    this.#closeWhenAnswered();
  }

  get transport() {
    return 'websocket' as const;
  }

  countWaiting(): number {
    // The first that waits is not counted when it is written.
    return this.#waiting + Number(this.#stream.writableLength > 0);
  }

  ping(): void {
    const { bytesRead } = this.#stream;
    if (bytesRead === this.#bytesReadAtPing) this.#socket.terminate();
    else {
      this.#bytesReadAtPing = bytesRead;
      this.#socket.ping();
    }
  }

  sendEvent({ id }: ClientOperation, event: Buffer): void {
    const { frames } = this.#common;
    const frame = frames.write(id, event);
    if (!this.#write(frame)) frames.keep();
  }

  sendErrors(operation: ClientOperation, errors: readonly GraphQLFormattedError[]): void {
    this.#remove(operation);
    this.#refuse(operation.id, errors);
  }

  sendComplete(operation: ClientOperation): void {
    this.#remove(operation);
    this.#send(`{"id":${operation.id},"type":"complete"}`);
  }

  #acknowledge(params: ConnectionInitMessage['payload']): void {
    if (this.#state.phase !== 'new') {
      this.#close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
      return;
    }
    clearTimeout(this.#state.timer);
    this.#state = params ? { phase: 'acknowledged', params } : acknowledged;
    this.#send('{"type":"connection_ack"}');
  }

  #subscribe(message: SubscribeMessage): void {
    const id = JSON.stringify(message.id);
    if (this.#state.phase === 'new') this.#close(CloseCode.Unauthorized, 'Unauthorized');
    else if (this.#find(id)) {
      // A reason has at most 123 bytes; a longer one throws.
      const reason = `Subscriber for ${message.id.slice(0, 30)} already exists`;
      this.#close(CloseCode.SubscriberAlreadyExists, reason);
    } else if (this.#isDismissed) this.#refuse(id, [stopping]);
    else if (this.#operations.length >= this.#common.maxOperationsPerConnection) this.#refuseMore(id);
    else {
      const operation = new ClientOperation(this, id);
      this.#operations = this.#operations.length ? this.#operations.concat(operation) : [operation];
      this.#run(operation, message.payload, this.#state.params).catch((error: unknown) => this.#fail(error));
    }
  }

  async #run(operation: ClientOperation, payload: SubscribeMessage['payload'], params: unknown) {
    this.#unanswered += 1;
    try {
      await this.#answer(operation, payload, params);
    } finally {
      this.#unanswered -= 1;
      this.#closeWhenAnswered();
    }
  }

  async #answer(operation: ClientOperation, payload: SubscribeMessage['payload'], params: unknown) {
    const { runOperation, operationTimeoutMs } = this.#common;
    const running = operation.run();
    const timer = setTimeout(() => running.abort(), operationTimeoutMs);
    const found = await runOperation({
      payload,
      connectionParams: params,
      handshake: this.#handshake,
      address: this.#address,
      signedIn: this.#signedIn,
      signal: running.signal,
      deadlineMs: Date.now() + operationTimeoutMs,
    });
    clearTimeout(timer);
    if (!this.#operations.includes(operation)) {
      if (found.kind === 'subscription') found.subscription[Symbol.dispose]();
    } else if (found.kind === 'refused') this.sendErrors(operation, found.errors);
    else if (found.kind === 'single') this.#sendResult(operation, found.result);
    else operation.start(found.subscription);
  }

  #sendResult(operation: ClientOperation, result: EngineResult): void {
    let json: JsonPieces;
    try {
      json = writePieces(result);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      this.sendErrors(operation, [
        { message: error.message, extensions: { code: error.extensions['code'] } },
      ]);
      return;
    }
    this.#send(beginNext(operation.id), ...json, '}');
    findWritten(result)?.release();
    this.sendComplete(operation);
  }

  #refuse(id: string, errors: readonly GraphQLFormattedError[]): void {
    this.#send(`{"id":${id},"type":"error","payload":${JSON.stringify(errors)}}`);
  }

  #refuseMore(id: string): void {
    this.#refusals += 1;
    if (this.#refusals > this.#common.maxOperationsPerConnection) {
      this.#close(closeCodes.tooManyOperations, 'Too many operations');
      return;
    }
    const { message } = gatewayErrors.table.SUBSCRIPTION_LIMIT_EXCEEDED;
    this.#refuse(id, [{ message, extensions: { code: 'SUBSCRIPTION_LIMIT_EXCEEDED' } }]);
  }

  #fail(error: unknown): void {
    this.#common.logger.error({ err: error }, 'an operation over WebSocket failed');
    this.#close(closeCodes.internalError, 'Internal error');
  }

  #find(id: string): ClientOperation | undefined {
    return this.#operations.find((operation) => operation.id === id);
  }

  #remove(operation: ClientOperation): void {
    const at = this.#operations.indexOf(operation);
    if (at >= 0) this.#operations = this.#operations.length > 1 ? this.#operations.toSpliced(at, 1) : none;
  }

  #send(...message: JsonPieces): void {
    this.#write(writeTextFrame(...message));
  }

  /** False where the frame waits to be taken. */
  #write(frame: Buffer): boolean {
    const stream = this.#stream;
    if (this.#socket.readyState !== WebSocket.OPEN) return true;
    if (stream.writableLength === 0) {
      // A callback would cost as much as the write.
      stream.write(frame);
      return stream.writableLength === 0;
    }
    this.#waiting += 1;
    if (this.#waiting > this.#common.maxWaitingEvents || stream.writableLength > maxWaitingBytes)
      this.#close(closeCodes.tooSlow, 'Events are not taken fast enough');
    else
      stream.write(frame, () => {
        this.#waiting -= 1;
      });
    return false;
  }

  #closeWhenAnswered(): void {
    if (this.#isDismissed && this.#unanswered === 0) this.#close(closeCodes.goingAway, 'Going away');
  }

  #close(code: number, reason: string): void {
    this.#leaveAll();
    this.#socket.close(code, reason);
  }

  #leaveAll(): void {
    const leaving = this.#operations;
    this.#operations = none;
    for (const operation of leaving) operation[Symbol.dispose]();
  }
}
